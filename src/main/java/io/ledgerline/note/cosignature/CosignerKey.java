package io.ledgerline.note.cosignature;

import io.ledgerline.merkle.StrictBase64;
import io.ledgerline.note.Ed25519;
import io.ledgerline.note.KeyId;
import io.ledgerline.note.KeyName;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The public key of a witness, as one line of text ("vkey"): `name+id+base64(0x04 || key)`.
///
/// Source: C2SP signed-note, "Verifier keys", and tlog-cosignature, "Format", Ed25519. A key of
/// another type is refused, also the ML-DSA-44 keys (0x06) that a later version may read. The
/// message does not name the cosigner, so a key must have one name. Thread-safe; compared by its
/// text.
public final class CosignerKey {

  static final int TYPE = 0x04;

  private static final int TIME_BYTES = 8;

  private final String name;
  private final KeyId id;
  private final String text;
  private final byte[] rawKey;
  private final PublicKey publicKey;

  private CosignerKey(String name, KeyId id, String text, byte[] rawKey) {
    this.name = name;
    this.id = id;
    this.text = text;
    this.rawKey = rawKey;
    this.publicKey = Ed25519.publicKey(rawKey);
  }

  /// Reads the one-line form.
  ///
  /// @throws MalformedNoteException if it is malformed, of another type, or its id does not fit
  public static CosignerKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedNoteException("a verifier key is name+id+key");
    }
    String name = KeyName.checked(parts[0]);
    byte[] typed = typed(parts[2]);
    KeyId id = KeyId.of(name, typed);
    if (!id.toString().equals(parts[1])) {
      throw new MalformedNoteException("the key id does not fit name and key");
    }
    return new CosignerKey(name, id, text, Arrays.copyOfRange(typed, 1, typed.length));
  }

  static CosignerKey of(String name, byte[] rawKey) {
    byte[] typed = ByteBuffer.allocate(1 + rawKey.length).put((byte) TYPE).put(rawKey).array();
    return parse(name + "+" + KeyId.of(name, typed) + "+" + StrictBase64.encode(typed));
  }

  private static byte[] typed(String base64) {
    byte[] typed;
    try {
      typed = StrictBase64.decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedNoteException("not base64: " + malformed.getMessage(), malformed);
    }
    if (typed.length == 0 || typed[0] != TYPE) {
      String type = typed.length == 0 ? "none" : "0x%02x".formatted(typed[0]);
      throw new MalformedNoteException(
          "not the key of a witness: type 0x04 (Ed25519 with a time) is read here, not " + type);
    }
    if (typed.length != 1 + Ed25519.PUBLIC_KEY_BYTES) {
      throw new MalformedNoteException(
          "a key of type 0x04 has 32 bytes, not " + (typed.length - 1));
    }
    return typed;
  }

  /// The witness's name, as it stands before its cosignatures.
  public String name() {
    return name;
  }

  /// The first four bytes of `SHA-256(name || 0x0A || 0x04 || key)`.
  public KeyId id() {
    return id;
  }

  /// The one-line form.
  public String text() {
    return text;
  }

  /// The raw public key: 32 bytes.
  public byte[] rawKey() {
    return rawKey.clone();
  }

  /// Whether a signature line claims to be of this key.
  public boolean isNamedBy(NoteSignature line) {
    return name.equals(line.name()) && id.equals(line.keyId());
  }

  /// The cosignature that a line of this key holds.
  ///
  /// @param noteText what is cosigned: the text of a checkpoint with its final line feed
  /// @return empty if it is not one of this key over that text
  public Optional<Cosignature> verified(String noteText, NoteSignature line) {
    byte[] blob = line.signature();
    if (!isNamedBy(line) || blob.length != TIME_BYTES + Ed25519.SIGNATURE_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(blob).getLong();
    byte[] signature = Arrays.copyOfRange(blob, TIME_BYTES, blob.length);
    // A time above 2^63 - 1 is negative here.
    return seconds >= 0 && Ed25519.verifies(publicKey, message(noteText, seconds), signature)
        ? Optional.of(new Cosignature(this, seconds, line))
        : Optional.empty();
  }

  /// The cosignatures of known keys under a note, in its order; a key may have several, of
  /// different times.
  ///
  /// Lines of other keys are passed over.
  ///
  /// @throws UntrustedNoteException if a line claims to be of a known key and is not: the note as a
  ///   whole must not be used
  public static List<Cosignature> verified(SignedNote note, Collection<CosignerKey> known) {
    List<Cosignature> verified = new ArrayList<>();
    for (NoteSignature line : note.signatures()) {
      Optional<CosignerKey> key = known.stream().filter(k -> k.isNamedBy(line)).findFirst();
      if (key.isPresent()) {
        verified.add(
            key.get()
                .verified(note.text(), line)
                .orElseThrow(
                    () ->
                        new UntrustedNoteException(
                            "the cosignature of " + line.name() + " is false")));
      }
    }
    return verified;
  }

  static byte[] message(String noteText, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + noteText).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosignerKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// The one-line form.
  @Override
  public String toString() {
    return text;
  }
}
