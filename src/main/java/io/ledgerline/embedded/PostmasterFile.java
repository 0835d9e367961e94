package io.ledgerline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a running PostgreSQL says about itself in the file `postmaster.pid` of its data directory.
///
/// Source: PostgreSQL 18, `src/include/utils/pidfile.h`: line 1 the process, line 8 its state. A
/// server that was killed leaves the file behind.
///
/// @param pid the process, which may be gone
/// @param ready whether it answers
record PostmasterFile(long pid, boolean ready) {

  private static final int STATUS_LINE = 7;

  /// Reads the file; empty when there is none, or it is being written.
  ///
  /// @throws CannotStartException if it cannot be read
  static Optional<PostmasterFile> read(Path dataDirectory) {
    try {
      List<String> lines = Files.readAllLines(path(dataDirectory));
      if (lines.isEmpty() || !lines.getFirst().matches("-?[0-9]{1,10}")) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
      return Optional.of(new PostmasterFile(Math.abs(Integer.parseInt(lines.getFirst())), ready));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + path(dataDirectory) + ": " + failed, failed);
    }
  }

  /// Where the file is.
  static Path path(Path dataDirectory) {
    return dataDirectory.resolve("postmaster.pid");
  }

  /// The process, when it lives and serves this data directory: another one may have got the number
  /// since.
  Optional<ProcessHandle> server(Path dataDirectory) {
    return ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(dataDirectory.toString()))
                    .isPresent());
  }
}
