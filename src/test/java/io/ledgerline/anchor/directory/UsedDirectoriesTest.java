package io.ledgerline.anchor.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Several that share one file of used directories.
@Execution(ExecutionMode.CONCURRENT)
class UsedDirectoriesTest {

  private static final String ORIGIN = "example.org/log";
  private static final int LINES = 100;

  @TempDir private Path root;

  /// Another process that adds lines, once it is told that it may.
  static final class Other {

    private Other() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write('r');
      }
      int _ = System.in.read();
      addLines(file, "other");
    }
  }

  @Test
  void threadsThatShareAFileLoseNoLine() throws InterruptedException, ExecutionException {
    // Given
    Path file = root.resolve("anchored");
    List<Future<?>> writers = new ArrayList<>();

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (String name : List.of("a", "b", "c", "d")) {
        writers.add(
            threads.submit(
                () -> {
                  addLines(file, name);
                  return name;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    // Then
    assertThat(file).content().hasLineCount(4 * LINES);
  }

  @Test
  void processesThatShareAFileLoseNoLine() throws IOException, InterruptedException {
    // Given
    Path file = root.resolve("anchored");
    Process other = other(file);
    assertThat(other.getInputStream().read()).isEqualTo('r');
    other.getOutputStream().write('g');
    other.getOutputStream().flush();

    // When
    addLines(file, "own");

    // Then
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(other.exitValue()).isZero();
    assertThat(file).content().hasLineCount(2 * LINES);
  }

  @Test
  void waitsForWhoeverHoldsTheLock() throws IOException, InterruptedException {
    // Given
    Path file = root.resolve("anchored");
    Process other = other(file);
    assertThat(other.getInputStream().read()).isEqualTo('r');

    // When
    try (FileChannel channel =
            FileChannel.open(
                root.resolve("anchored.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      other.getOutputStream().write('g');
      other.getOutputStream().flush();
      assertThat(other.waitFor(1, TimeUnit.SECONDS)).isFalse();
      assertThat(file).doesNotExist();
    }

    // Then
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(file).content().hasLineCount(LINES);
  }

  @Test
  void aLineThatIsThereIsNotWrittenAgain() throws IOException {
    // Given
    Path file = root.resolve("anchored");
    new UsedDirectories(file).add(ORIGIN, root);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

    // When
    UsedDirectories anew = new UsedDirectories(file);
    anew.add(ORIGIN, root);
    anew.add(ORIGIN, root);

    // Then
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
  }

  private Process other(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            file.toString())
        .redirectError(root.resolve("errors").toFile())
        .start();
  }

  private static void addLines(Path file, String name) throws IOException {
    for (int line = 0; line < LINES; line++) {
      new UsedDirectories(file).add(ORIGIN, Path.of("/" + name, Integer.toString(line)));
    }
  }
}
