package io.ledgerline.vault.keys;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM (NIST SP 800-38D): nonces of 96 bits, tags of 128. For one thread at a time.
///
/// Made once for many rows: looking the algorithm up costs more than a short encryption.
final class Gcm {

  /// The number of bytes of a key.
  static final int KEY_BYTES = 32;

  /// The number of bytes of a nonce.
  static final int NONCE_BYTES = 12;

  /// The number of bytes of a tag, which follows the ciphertext.
  static final int TAG_BYTES = 16;

  private static final String ALGORITHM = "AES";
  private static final int TAG_BITS = 8 * TAG_BYTES;

  private final Cipher cipher;

  Gcm() {
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    }
  }

  /// A key of these 32 bytes.
  static SecretKeySpec key(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
    }
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  /// Writes ciphertext and tag behind the nonce: `target` holds the nonce, and has room for the
  /// rest.
  void seal(SecretKeySpec key, byte[] aad, byte[] plain, byte[] target) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, target, 0, NONCE_BYTES));
      cipher.updateAAD(aad);
      cipher.doFinal(plain, 0, plain.length, target, NONCE_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM does not encrypt", impossible);
    }
  }

  /// Opens nonce, ciphertext and tag; nothing if they were not made with this key and `aad`.
  Optional<byte[]> open(SecretKeySpec key, byte[] aad, byte[] sealed) {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      cipher.updateAAD(aad);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException changed) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM does not decrypt", impossible);
    }
  }
}
