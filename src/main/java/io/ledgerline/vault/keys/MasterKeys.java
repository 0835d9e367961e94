package io.ledgerline.vault.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that data keys are wrapped under: the one that wraps, and those of before, which only
/// unwrap until every data key is wrapped anew.
///
/// Thread-safe. Never logged, never in PostgreSQL.
public final class MasterKeys {

  /// The number of bytes of a master key.
  public static final int SIZE_BYTES = Gcm.KEY_BYTES;

  private static final String LABEL = "ledgerline/master-key/v1\n";
  private static final String MAC = "HmacSHA256";

  private final long currentId;
  private final Map<Long, SecretKeySpec> keysById = new LinkedHashMap<>();

  /// Master keys of these bytes.
  ///
  /// @param current wraps, and unwraps
  /// @param previous unwrap only
  /// @throws IllegalArgumentException if one has not 32 bytes
  public MasterKeys(byte[] current, List<byte[]> previous) {
    previous.forEach(this::add);
    this.currentId = add(current);
  }

  /// The name of the key that wraps: the first 8 bytes of `HMAC-SHA-256(key,
  /// "ledgerline/master-key/v1\n")`, big-endian.
  long currentId() {
    return currentId;
  }

  /// The key that wraps.
  SecretKeySpec current() {
    return key(currentId).orElseThrow();
  }

  /// The key of this name.
  Optional<SecretKeySpec> key(long id) {
    return Optional.ofNullable(keysById.get(id));
  }

  private long add(byte[] bytes) {
    SecretKeySpec key = Gcm.key(bytes);
    long id = idOf(bytes);
    keysById.put(id, key);
    return id;
  }

  private static long idOf(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(bytes, MAC));
      return ByteBuffer.wrap(mac.doFinal(LABEL.getBytes(StandardCharsets.US_ASCII))).getLong();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
    }
  }
}
