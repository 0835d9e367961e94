package io.ledgerline.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The data directory of the embedded PostgreSQL and the programs that work on it.
///
/// Closed: it listens on 127.0.0.1 alone and has no socket file; every connection needs a password
/// (SCRAM-SHA-256), also a local one. Durable: fsync, full pages and synchronous commits are set on
/// the server's command line, which no file in the data directory overrides.
///
/// @param directory `pg` of the home directory
/// @param binaries the programs
/// @param runAs as whom they run
record Cluster(Path directory, Binaries binaries, RunAs runAs) {

  /// The role that makes roles and databases; the service never connects as it.
  static final String SUPERUSER = "ledgerline_superuser";

  private static final String HBA =
      """
      # Written at every start.
      host all all 127.0.0.1/32 scram-sha-256
      """;

  /// The cluster below `home/pg`, empty at first.
  ///
  /// @throws CannotStartException if PostgreSQL cannot be unpacked or run here
  static Cluster in(Path home, Platform platform) {
    Path directory = home.resolve("pg");
    Path data = directory.resolve("data");
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      // What an interrupted first start left; the finished directory is renamed to its name.
      Binaries.delete(fresh(directory));
      if (!Files.exists(data)) {
        data = fresh(directory);
        Files.createDirectory(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException failed) {
      throw new CannotStartException("cannot create " + data + ": " + failed, failed);
    }
    Binaries binaries = Binaries.in(directory, platform);
    return new Cluster(directory, binaries, RunAs.choose(home, data, binaries));
  }

  /// Where the data is.
  Path data() {
    return directory.resolve("data");
  }

  /// What the server writes when something is wrong.
  Path log() {
    return directory.resolve("log").resolve("postgresql.log");
  }

  /// Whether there is data.
  boolean isInitialised() {
    return Files.exists(data());
  }

  /// Makes the data directory, with checksums, and syncs it.
  ///
  /// @throws CannotStartException if `initdb` fails; what it said is in the message
  void initialise(String superuserPassword) {
    Path fresh = fresh(directory);
    Path password = directory.resolve("password.new");
    try {
      Files.deleteIfExists(password);
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(password, superuserPassword);
      runAs.give(password);
      run(
          List.of(
              binaries.program("initdb"),
              "--pgdata=" + fresh,
              "--username=" + SUPERUSER,
              "--auth=scram-sha-256",
              "--pwfile=" + password,
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--data-checksums",
              "--no-instructions"));
      Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UncheckedIOException failed) {
      throw new CannotStartException("cannot create " + data() + ": " + failed, failed);
    } finally {
      password.toFile().delete();
    }
  }

  /// Says who may connect: whoever has a password, from this machine.
  ///
  /// The file is written beside the data directory and renamed into it: whoever that belongs to
  /// could lead a write, and root with it, elsewhere by a symbolic link.
  ///
  /// @throws CannotStartException if the disk refuses
  void writeHba() {
    Path hba = data().resolve("pg_hba.conf");
    try {
      Path fresh = directory.resolve("pg_hba.conf.new");
      Files.deleteIfExists(fresh);
      Files.writeString(
          fresh,
          HBA,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
      runAs.give(fresh);
      Files.move(fresh, hba, StandardCopyOption.ATOMIC_MOVE);
      Files.createDirectories(log().getParent());
      Files.setPosixFilePermissions(
          log().getParent(), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException | UncheckedIOException failed) {
      throw new CannotStartException("cannot write " + hba + ": " + failed, failed);
    }
  }

  /// The port of last time when it is free, else a free one, which is remembered.
  ///
  /// @throws CannotStartException if this machine has no free port, or the disk refuses
  int port() {
    Path remembered = directory.resolve("port");
    try {
      if (Files.exists(remembered)) {
        String text = Files.readString(remembered).strip();
        if (text.matches("[0-9]{1,5}") && isFree(Integer.parseInt(text))) {
          return Integer.parseInt(text);
        }
      }
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Files.writeString(remembered, free.getLocalPort() + "\n");
        return free.getLocalPort();
      }
    } catch (IOException failed) {
      throw new CannotStartException("cannot find a port for PostgreSQL: " + failed, failed);
    }
  }

  /// Starts the server, and returns at once.
  ///
  /// @throws IOException if the program cannot be run
  Process launch(int port) throws IOException {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // A session of its own: Ctrl-C in a terminal is for the service, which then stops the server.
      words.add("/usr/bin/setsid");
    }
    words.addAll(runAs.command(List.of(binaries.program("postgres"), "-D", data().toString())));
    settings(port).forEach(setting -> words.addAll(List.of("-c", setting)));
    return builder(words)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /// Stops the server that serves the data directory, and waits until it has.
  ///
  /// @param mode `fast` cuts connections and writes a checkpoint; `immediate` leaves recovery to
  ///   the next start
  /// @throws CannotStartException if it does not stop within a minute
  void stop(String mode) {
    try {
      run(
          List.of(
              binaries.program("pg_ctl"),
              "stop",
              "--pgdata=" + data(),
              "--mode=" + mode,
              "--wait",
              "--timeout=60"));
    } catch (IOException failed) {
      throw new CannotStartException("cannot stop PostgreSQL: " + failed, failed);
    }
  }

  private static List<String> settings(int port) {
    return List.of(
        "listen_addresses=127.0.0.1",
        "port=" + port,
        "unix_socket_directories=",
        "fsync=on",
        "full_page_writes=on",
        "synchronous_commit=on",
        "password_encryption=scram-sha-256",
        "cluster_name=ledgerline",
        "timezone=UTC",
        "log_timezone=UTC",
        "lc_messages=C",
        // A dump locks every partition at once: segments are kept for years.
        "max_locks_per_transaction=512",
        "logging_collector=off",
        "log_destination=stderr",
        "log_min_messages=warning",
        "log_checkpoints=off",
        "log_line_prefix=%m [%p] ");
  }

  private void run(List<String> words) throws IOException {
    try {
      Process process = builder(runAs.command(words)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new CannotStartException(words.getFirst() + " failed:\n" + output.strip());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted during " + words.getFirst(), interrupted);
    }
  }

  /// Without the variables that would point PostgreSQL somewhere else; messages in English.
  private ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(new File("/"));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C");
    return builder;
  }

  private static Path fresh(Path directory) {
    return directory.resolve("data.new");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
