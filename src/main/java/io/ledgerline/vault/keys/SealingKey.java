package io.ledgerline.vault.keys;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;

/// A data key that this process made, and therefore may encrypt under: nobody else ever does, and
/// neither does this process after a restart. So its nonces are a counter, and none comes twice.
///
/// Thread-safe.
final class SealingKey {

  /// How often one key encrypts at most: the limit of NIST SP 800-38D section 8.3 for nonces that
  /// are random, kept though these are not.
  static final long ENCRYPTIONS_MAX = 1L << 32;

  /// More than the columns of one payload.
  private static final long RESERVE = 1L << 16;

  private final KeyId id;
  private final SecretKeySpec key;
  private final Instant useUntil;
  private final AtomicLong encryptions;

  SealingKey(KeyId id, SecretKeySpec key, Instant useUntil) {
    this(id, key, useUntil, 0);
  }

  /// A key that has encrypted before, as a test makes it.
  SealingKey(KeyId id, SecretKeySpec key, Instant useUntil, long encryptions) {
    this.id = id;
    this.key = key;
    this.useUntil = useUntil;
    this.encryptions = new AtomicLong(encryptions);
  }

  KeyId id() {
    return id;
  }

  SecretKeySpec key() {
    return key;
  }

  /// Whether another payload may be encrypted under it.
  boolean isUsable(Instant now) {
    return now.isBefore(useUntil) && encryptions.get() < ENCRYPTIONS_MAX - RESERVE;
  }

  /// The next nonce, with room behind it: four zero bytes, then the number of encryptions before.
  byte[] nonce(int sizeBytes) {
    long count = encryptions.getAndIncrement();
    if (count >= ENCRYPTIONS_MAX) {
      throw new IllegalStateException("the data key " + id + " has encrypted too often");
    }
    return ByteBuffer.allocate(sizeBytes).putInt(0).putLong(count).array();
  }
}
