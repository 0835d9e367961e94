package io.ledgerline.anchor.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anchors as files.
class AnchorDirectoryTest {

  private static final String ORIGIN = "example.org/log";

  /// `printf %s example.org/log | sha256sum`
  private static final String NAME =
      "d2ddd66899fd15bead08af77cf16e1fda92ebeaacf1c56f97d32388910e8f991";

  @TempDir private Path root;

  @Test
  void anEmptyOrMissingDirectoryHasNone() throws IOException {
    // Given
    AnchorDirectory missing = new AnchorDirectory(root.resolve("not/there"), ORIGIN);

    // When
    List<AnchorFile> newest = missing.newest();

    // Then
    assertThat(newest).isEmpty();
    assertThat(missing.newestOfOthers()).isEmpty();
  }

  @Test
  void keepsACheckpointUnderItsSizeWithNineteenDigits() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root.resolve("made"), ORIGIN);

    // When
    boolean isNew = directory.keep(812, Bytes.utf8("note\n"));

    // Then
    Path file = root.resolve("made").resolve(NAME).resolve("0000000000000000812.checkpoint");
    assertThat(isNew).isTrue();
    assertThat(file).hasContent("note\n");
    assertThat(directory.path(812)).isEqualTo(file.toAbsolutePath());
    assertThat(filesIn(root.resolve("made"))).containsExactly(file);
  }

  @Test
  void theSameBytesAreKeptOnce() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root, ORIGIN);
    directory.keep(812, Bytes.utf8("note\n"));

    // When
    boolean isNew = directory.keep(812, Bytes.utf8("note\n"));

    // Then
    assertThat(isNew).isFalse();
  }

  @Test
  void otherBytesAreNeverWrittenOverAnAnchor() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root, ORIGIN);
    directory.keep(812, Bytes.utf8("note\n"));

    // When
    Throwable collision = catchThrowable(() -> directory.keep(812, Bytes.utf8("other\n")));

    // Then
    assertThat(collision)
        .isInstanceOfSatisfying(
            CollisionException.class,
            found -> assertThat(found.found()).isEqualTo(Bytes.utf8("note\n")));
    assertThat(directory.path(812)).hasContent("note\n");
  }

  @Test
  void theNewestIsTheLargestSizeAndTheLargestThatHasATimestamp() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root, ORIGIN);
    for (long size : new long[] {1, 999_999, 30, 1_000_000, 7}) {
      directory.keep(size, Bytes.utf8("note " + size));
    }
    directory.keepTimestamp(7, Bytes.utf8("stamp 7"));
    directory.keepTimestamp(30, Bytes.utf8("stamp 30"));
    Files.writeString(directory.path(1).resolveSibling("9999999999999999999.checkpoint"), "x");
    Files.writeString(directory.path(1).resolveSibling("0000000000002000000.checkpoint.new"), "x");

    // When
    List<AnchorFile> newest = directory.newest();

    // Then
    assertThat(newest).extracting(AnchorFile::size).containsExactly(1_000_000L, 30L);
    assertThat(newest.getFirst().timestamp()).isEmpty();
    assertThat(newest.getLast().timestamp()).isEqualTo(Optional.of(Bytes.utf8("stamp 30")));
  }

  @Test
  void aTimestampNeedsItsAnchorAndStays() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root, ORIGIN);
    directory.keep(7, Bytes.utf8("note"));

    // When
    List<Boolean> kept =
        List.of(
            directory.keepTimestamp(8, Bytes.utf8("stamp")),
            directory.keepTimestamp(7, Bytes.utf8("stamp")),
            directory.keepTimestamp(7, Bytes.utf8("another")));

    // Then
    assertThat(kept).containsExactly(false, true, false);
    assertThat(directory.newest().getFirst().timestamp()).contains(Bytes.utf8("stamp"));
  }

  @Test
  void aTimestampWithoutItsAnchorCannotBeRead() throws IOException {
    // Given
    AnchorDirectory directory = new AnchorDirectory(root, ORIGIN);
    directory.keep(7, Bytes.utf8("note"));
    directory.keepTimestamp(7, Bytes.utf8("stamp"));
    Files.delete(directory.path(7));

    // When
    Throwable failure = catchThrowable(directory::newest);

    // Then
    assertThat(failure).isInstanceOf(IOException.class);
  }

  @Test
  void logsThatShareADirectoryDoNotMeet() throws IOException {
    // Given
    AnchorDirectory one = new AnchorDirectory(root, ORIGIN);
    AnchorDirectory other = new AnchorDirectory(root, "example.org/other");
    one.keep(7, Bytes.utf8("one"));

    // When
    other.keep(9, Bytes.utf8("other"));

    // Then
    assertThat(one.newest()).extracting(AnchorFile::size).containsExactly(7L);
    assertThat(one.newestOfOthers()).extracting(AnchorFile::size).containsExactly(9L);
  }

  @Test
  void remembersWhichDirectoriesWereUsed() throws IOException {
    // Given
    UsedDirectories used = new UsedDirectories(root.resolve("anchored"));
    boolean before = used.contains(ORIGIN, root);

    // When
    used.add(ORIGIN, root);
    used.add(ORIGIN, root.resolve("more"));
    used.add(ORIGIN, root.resolve("more/.."));

    // Then
    assertThat(before).isFalse();
    assertThat(used.contains(ORIGIN, root)).isTrue();
    assertThat(used.contains("example.org/other", root)).isFalse();
    assertThat(root.resolve("anchored"))
        .hasContent(ORIGIN + " " + root + "\n" + ORIGIN + " " + root.resolve("more") + "\n");
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
