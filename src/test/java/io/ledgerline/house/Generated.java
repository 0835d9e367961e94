package io.ledgerline.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of the project that a test writes. They are kept in the repository, so that people read
/// them there, and the test that can write them fails when they are not what it would write:
///
/// ```
/// ./mvnw -Dhouse.generate=true -Dtest=TheTest test
/// ```
public final class Generated {

  private Generated() {}

  /// Holds the file against what it should be, or writes it when asked to by the system property
  /// `house.generate`.
  ///
  /// @param file from the root of the project
  public static void holds(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("house.generate")) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("run this test with -Dhouse.generate=true").hasContent(expected);
  }
}
