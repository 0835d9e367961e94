package io.ledgerline.projection.workspace;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Hasher;

/// Names what is the same whenever its content is.
public final class ContentDigest {

  private static final int DIGITS = 32;

  private ContentDigest() {}

  /// The first 16 bytes of SHA-256 over the text in UTF-8, in hexadecimal.
  public static String of(String text) {
    return new Hasher().bytes(Bytes.utf8(text).view()).finish().toHex().substring(0, DIGITS);
  }
}
