package io.ledgerline.note;

import io.ledgerline.merkle.StrictBase64;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;

/// The public key of a log, as one line of text ("vkey"): `name+id+base64(type || key)`.
///
/// Source: C2SP signed-note, "Verifier keys". Signature type 0x01 (Ed25519 over the note text) is
/// the one that logs sign with; other types are refused. Thread-safe; compared by its text.
public final class VerifierKey {

  static final int TYPE_ED25519 = 0x01;

  private final String name;
  private final KeyId id;
  private final String text;
  private final PublicKey publicKey;

  private VerifierKey(String name, KeyId id, String text, PublicKey publicKey) {
    this.name = name;
    this.id = id;
    this.text = text;
    this.publicKey = publicKey;
  }

  /// Reads the one-line form.
  ///
  /// @throws MalformedNoteException if it is malformed, of another type, or its id does not fit
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedNoteException("a verifier key is name+id+key");
    }
    String name = KeyName.checked(parts[0]);
    byte[] typed = StrictUtf8.base64(parts[2]);
    if (typed.length != 1 + Ed25519.PUBLIC_KEY_BYTES || typed[0] != TYPE_ED25519) {
      throw new MalformedNoteException("not an Ed25519 verifier key (type 0x01)");
    }
    KeyId id = KeyId.of(name, typed);
    if (!id.toString().equals(parts[1])) {
      throw new MalformedNoteException("the key id does not fit name and key");
    }
    return new VerifierKey(
        name, id, text, Ed25519.publicKey(Arrays.copyOfRange(typed, 1, typed.length)));
  }

  static VerifierKey of(String name, byte[] publicKey) {
    byte[] typed =
        ByteBuffer.allocate(1 + publicKey.length).put((byte) TYPE_ED25519).put(publicKey).array();
    return parse(name + "+" + KeyId.of(name, typed) + "+" + StrictBase64.encode(typed));
  }

  /// The log's origin.
  public String name() {
    return name;
  }

  /// The first four bytes of `SHA-256(name || 0x0A || type || key)`.
  public KeyId id() {
    return id;
  }

  /// The one-line form.
  public String text() {
    return text;
  }

  /// The raw public key: 32 bytes.
  public byte[] rawKey() {
    byte[] typed = StrictUtf8.base64(text.split("\\+", 3)[2]);
    return Arrays.copyOfRange(typed, 1, typed.length);
  }

  /// Whether a signature claims to be of this key.
  public boolean isNamedBy(NoteSignature signature) {
    return name.equals(signature.name()) && id.equals(signature.keyId());
  }

  /// Whether the signature, without its key id, is one of this key over the message.
  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_BYTES
        && Ed25519.verifies(publicKey, message, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && text.equals(that.text);
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
