package io.ledgerline.pg;

import io.ledgerline.entry.Identity;
import io.ledgerline.merkle.Digest;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key under which identities are kept, so that a database alone does not tell whether an event
/// that somebody guesses was ever sent.
///
/// For ever: under another key no repetition is recognised any more. Thread-safe. Never logged.
public final class IdentityKey {

  /// The number of bytes of a key.
  public static final int SIZE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /// The key of these bytes.
  ///
  /// @throws IllegalArgumentException if they are not 32
  public IdentityKey(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("an identity key has 32 bytes, not " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /// `HMAC-SHA-256(key, identity key)`.
  Digest keyHash(Digest identityKey) {
    return Digest.of(mac().doFinal(identityKey.toArray()));
  }

  /// `HMAC-SHA-256(key, identity key || content)`: equal contents of two events look different.
  Digest contentHash(Identity identity) {
    Mac mac = mac();
    mac.update(identity.key().toArray());
    return Digest.of(mac.doFinal(identity.content().toArray()));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
    }
  }
}
