package io.ledgerline.pg;

import io.ledgerline.entry.Identity;
import io.ledgerline.merkle.Digest;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The key under which identities are kept, so that a database alone does not tell whether an event
/// that somebody guesses was ever sent.
///
/// For ever: under another key no repetition is recognised any more. Thread-safe. Never logged.
public final class IdentityKey {

  /// The number of bytes of a key.
  public static final int SIZE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable SecretKeySpec key;

  /// The key of these bytes.
  ///
  /// @throws IllegalArgumentException if they are not 32
  public IdentityKey(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("an identity key has 32 bytes, not " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  private IdentityKey() {
    this.key = null;
  }

  /// No key: identities are what a store under a key had kept of them, as an import hands them in.
  public static IdentityKey none() {
    return new IdentityKey();
  }

  /// Whether a store under this key keeps the identity so.
  public boolean isKept(Identity identity, Digest keyHash) {
    return keyHash(identity.key()).equals(keyHash);
  }

  /// `HMAC-SHA-256(key, identity key)`.
  Digest keyHash(Digest identityKey) {
    SecretKeySpec secret = key;
    return secret == null ? identityKey : Digest.of(mac(secret).doFinal(identityKey.toArray()));
  }

  /// `HMAC-SHA-256(key, identity key || content)`: equal contents of two events look different.
  Digest contentHash(Identity identity) {
    SecretKeySpec secret = key;
    if (secret == null) {
      return identity.content();
    }
    Mac mac = mac(secret);
    mac.update(identity.key().toArray());
    return Digest.of(mac.doFinal(identity.content().toArray()));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
    }
  }
}
