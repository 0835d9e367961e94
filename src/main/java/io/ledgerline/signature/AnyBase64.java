package io.ledgerline.signature;

import io.ledgerline.merkle.StrictBase64;
import java.util.Base64;
import java.util.Optional;

/// Base64 as signatures are written in.
final class AnyBase64 {

  private AnyBase64() {}

  /// Base64url without padding (RFC 7515 section 2), in its one spelling.
  static Optional<byte[]> url(String text) {
    return text.indexOf('=') >= 0 || text.indexOf('+') >= 0 || text.indexOf('/') >= 0
        ? Optional.empty()
        : either(text);
  }

  /// The text of [#url].
  static String toUrl(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Either alphabet, with padding or without: a verifier of DSSE must accept both.
  static Optional<byte[]> either(String text) {
    boolean isMixed =
        (text.indexOf('+') >= 0 || text.indexOf('/') >= 0)
            && (text.indexOf('-') >= 0 || text.indexOf('_') >= 0);
    String standard = text.replace('-', '+').replace('_', '/');
    String padded =
        standard.indexOf('=') >= 0
            ? standard
            : standard + "=".repeat((4 - standard.length() % 4) % 4);
    try {
      return isMixed ? Optional.empty() : Optional.of(StrictBase64.decode(padded));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
