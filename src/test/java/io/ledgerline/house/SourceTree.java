package io.ledgerline.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the project: what git knows or would add, or, where there is no git checkout, what
/// is on disk.
///
/// @param root the directory that the paths are relative to
/// @param paths the files, sorted, with `/` between names
record SourceTree(Path root, List<String> paths) {

  /// What a checkout contains besides the project, for when git cannot say.
  private static final Set<String> FOREIGN =
      Set.of(".git", ".idea", ".vscode", ".cifuzz-corpus", "target", "data", "demo-data");

  SourceTree {
    paths = List.copyOf(paths);
  }

  /// The tree of the directory that the tests run in.
  static SourceTree here() throws IOException {
    return of(Path.of(""));
  }

  /// The tree below a directory.
  static SourceTree of(Path root) throws IOException {
    List<String> known = knownToGit(root);
    List<String> candidates = known.isEmpty() ? onDisk(root) : known;
    return new SourceTree(
        root,
        candidates.stream()
            .filter(path -> Files.isRegularFile(root.resolve(path)))
            .sorted()
            .toList());
  }

  /// Every Java file, of production and tests.
  List<Path> javaFiles() {
    return paths.stream().filter(path -> path.endsWith(".java")).map(root::resolve).toList();
  }

  /// Every file that is text; one with a zero byte is not.
  List<SourceFile> textFiles() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String path : paths) {
      String text = new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8);
      if (text.indexOf('\0') < 0) {
        files.add(new SourceFile(path, text));
      }
    }
    return files;
  }

  /// The size of a file in bytes.
  long sizeBytes(String path) throws IOException {
    return Files.size(root.resolve(path));
  }

  /// Empty when there is no git, or no checkout.
  private static List<String> knownToGit(Path root) throws IOException {
    // A checkout that belongs to somebody else is read all the same.
    ProcessBuilder git =
        new ProcessBuilder(
                "git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard")
            .directory(root.toAbsolutePath().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      Process process = git.start();
      String listing = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? Arrays.stream(listing.split("\0")).filter(path -> !path.isEmpty()).toList()
          : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was listing files", e);
    } catch (IOException e) {
      // No git on this machine.
      return List.of();
    }
  }

  private static List<String> onDisk(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> top = Files.list(root)) {
      for (Path child : top.filter(path -> !FOREIGN.contains(nameOf(path))).toList()) {
        try (Stream<Path> below = Files.walk(child)) {
          below.forEach(path -> found.add(root.relativize(path).toString().replace('\\', '/')));
        }
      }
    }
    return found;
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
