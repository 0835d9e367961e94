package io.ledgerline.embedded;

import java.util.Locale;

/// The platforms that PostgreSQL is shipped for.
enum Platform {
  LINUX_X86_64("postgres-linux-x86_64.txz"),
  LINUX_ARM_64("postgres-linux-arm_64.txz"),
  DARWIN_ARM_64("postgres-darwin-arm_64.txz");

  private final String resource;

  Platform(String resource) {
    this.resource = resource;
  }

  /// The archive on the class path: a tar file, packed by xz.
  String resource() {
    return resource;
  }

  /// The platform of these values of the system properties `os.name` and `os.arch`.
  ///
  /// @throws CannotStartException if nothing is shipped for it
  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.startsWith("linux") && intel) {
      return LINUX_X86_64;
    }
    if (os.startsWith("linux") && arm) {
      return LINUX_ARM_64;
    }
    if (os.startsWith("mac") && arm) {
      return DARWIN_ARM_64;
    }
    throw new CannotStartException(
        "ledgerline ships a PostgreSQL for Linux on x86-64 and arm64 and for macOS on arm64, not"
            + " for "
            + osName
            + " on "
            + osArch
            + ": point LEDGERLINE_DB_URL at a PostgreSQL 18 of yours");
  }
}
