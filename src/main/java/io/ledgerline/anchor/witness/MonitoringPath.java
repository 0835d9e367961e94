package io.ledgerline.anchor.witness;

import io.ledgerline.merkle.Hasher;
import java.nio.charset.StandardCharsets;

/// Where a witness shows what it cosigned last of a log.
public final class MonitoringPath {

  private MonitoringPath() {}

  /// The path below the prefix: the SHA-256 of the origin in hexadecimal, and `checkpoint`.
  public static String of(String origin) {
    return digest(origin) + "/checkpoint";
  }

  /// The SHA-256 of the origin, 64 lower-case hexadecimal digits.
  public static String digest(String origin) {
    return new Hasher().bytes(StandardCharsets.UTF_8.encode(origin)).finish().toHex();
  }
}
