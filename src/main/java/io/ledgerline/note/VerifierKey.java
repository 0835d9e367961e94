package io.ledgerline.note;

import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.StrictBase64;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// The public key of a log, as one line of text ("vkey"): `name+id+base64(type || key)`.
///
/// Source: C2SP signed-note, "Verifier keys". Signature type 0x01 (Ed25519 over the note text) is
/// the one that logs sign with; other types are refused.
///
/// @param name the log's origin
/// @param id the first four bytes of `SHA-256(name || 0x0A || type || key)`
/// @param text the one-line form
public record VerifierKey(String name, KeyId id, String text) {

  static final int TYPE_ED25519 = 0x01;

  /// Reads the one-line form.
  ///
  /// @throws MalformedNoteException if it is malformed, of another type, or its id does not fit
  public VerifierKey {
    RawKey raw = RawKey.parse(text);
    if (!raw.name.equals(name) || !raw.id.equals(id)) {
      throw new MalformedNoteException("name and id are not those of " + text);
    }
  }

  /// Reads the one-line form.
  ///
  /// @throws MalformedNoteException if it is malformed, of another type, or its id does not fit
  public static VerifierKey parse(String text) {
    RawKey raw = RawKey.parse(text);
    return new VerifierKey(raw.name, raw.id, text);
  }

  static VerifierKey of(String name, byte[] publicKey) {
    byte[] typed = typed(publicKey);
    KeyId id = keyId(name, typed);
    return parse(name + "+" + id + "+" + StrictBase64.encode(typed));
  }

  /// Whether the signature, without its key id, is one of this key over the message.
  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_BYTES
        && Ed25519.verifies(RawKey.parse(text).publicKey, message, signature);
  }

  private static byte[] typed(byte[] publicKey) {
    return ByteBuffer.allocate(1 + publicKey.length)
        .put((byte) TYPE_ED25519)
        .put(publicKey)
        .array();
  }

  private static KeyId keyId(String name, byte[] typed) {
    Digest digest =
        new Hasher()
            .bytes(StandardCharsets.UTF_8.encode(name))
            .u8('\n')
            .bytes(ByteBuffer.wrap(typed))
            .finish();
    return new KeyId(digest.view().getInt());
  }

  private record RawKey(String name, KeyId id, PublicKey publicKey) {

    static RawKey parse(String text) {
      String[] parts = text.split("\\+", 3);
      if (parts.length != 3) {
        throw new MalformedNoteException("a verifier key is name+id+key");
      }
      String name = KeyName.checked(parts[0]);
      byte[] typed;
      int id;
      try {
        typed = StrictBase64.decode(parts[2]);
        id = HexFormat.fromHexDigits(parts[1]);
      } catch (IllegalArgumentException malformed) {
        throw new MalformedNoteException("a verifier key is name+id+key", malformed);
      }
      if (typed.length != 1 + Ed25519.PUBLIC_KEY_BYTES || typed[0] != TYPE_ED25519) {
        throw new MalformedNoteException("not an Ed25519 verifier key (type 0x01)");
      }
      KeyId keyId = new KeyId(id);
      if (!keyId.toString().equals(parts[1]) || !keyId.equals(VerifierKey.keyId(name, typed))) {
        throw new MalformedNoteException("the key id does not fit name and key");
      }
      return new RawKey(name, keyId, Ed25519.publicKey(Arrays.copyOfRange(typed, 1, typed.length)));
    }
  }
}
