package io.ledgerline.vault;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key under which data subjects, and the keys of erasure requests, are kept, so that a
/// database alone does not tell whether somebody whom one guesses occurs in it.
///
/// Under another key no subject is found any more; whoever destroys it makes the index meaningless.
/// Thread-safe. Never logged.
public final class SubjectKey {

  /// The number of bytes of a key.
  public static final int SIZE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String SUBJECT_LABEL = "ledgerline/subject/v1\n";
  private static final String REQUEST_LABEL = "ledgerline/erasure-request/v1\n";

  private final SecretKeySpec key;

  /// The key of these bytes.
  ///
  /// @throws IllegalArgumentException if they are not 32
  public SubjectKey(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a subject key has 32 bytes, not " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /// `HMAC-SHA-256(key, "ledgerline/subject/v1\n" || log id as 16 bytes || value)`: the value as it
  /// is written in the event, in UTF-8, without its quotes.
  public Digest ofSubject(LogId log, String value) {
    return of(SUBJECT_LABEL, log, value);
  }

  /// The same under the label `ledgerline/erasure-request/v1`: of a text that belongs to a request.
  public Digest ofRequest(LogId log, String text) {
    return of(REQUEST_LABEL, log, text);
  }

  private Digest of(String label, LogId log, String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(label.getBytes(StandardCharsets.US_ASCII));
      mac.update(
          ByteBuffer.allocate(2 * Long.BYTES)
              .putLong(log.value().getMostSignificantBits())
              .putLong(log.value().getLeastSignificantBits())
              .array());
      return Digest.of(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
    }
  }
}
