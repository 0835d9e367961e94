package io.ledgerline.notify;

import io.ledgerline.merkle.StrictBase64;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a receiver knows of us, and nobody else: notices are signed with it.
///
/// [Standard Webhooks
/// 1.0](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md),
/// symmetric signatures (`v1`). Its text is not for logs: [#toString] does not show it.
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /// Reads `whsec_` and base64 of 24 to 64 bytes.
  ///
  /// @throws IllegalArgumentException if it is anything else; the message does not repeat it
  public static WebhookSecret parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a secret begins with " + PREFIX);
    }
    byte[] bytes;
    try {
      bytes = StrictBase64.decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("what follows " + PREFIX + " is no base64");
    }
    if (bytes.length < BYTES_MIN || bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "a secret has " + BYTES_MIN + " to " + BYTES_MAX + " bytes, not " + bytes.length);
    }
    return new WebhookSecret(bytes);
  }

  /// The value of the header `webhook-signature`.
  ///
  /// @param id of the notice
  /// @param seconds of the attempt since 1970, UTC
  /// @param body as it is sent
  public String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
