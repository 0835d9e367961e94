package io.ledgerline.house;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/// The folder of facts and public test vectors that may lie beside the project, and that is not
/// part of it: `../shared`, or what the system property `ledgerline.shared` says.
public final class SharedFiles {

  private SharedFiles() {}

  /// A file or folder in it. The test is skipped, with a message, when it is not there.
  public static Path require(String path) {
    Path file = Path.of(System.getProperty("ledgerline.shared", "../shared"), path);
    assumeThat(file).as("skipped: no %s (-Dledgerline.shared=… says where)", file).exists();
    return file;
  }
}
