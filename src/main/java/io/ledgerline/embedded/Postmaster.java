package io.ledgerline.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// The server process: started, watched, started again when it dies, stopped.
///
/// Thread-safe. A server that dies under a living service (an administrator's `kill -9`, the memory
/// killer) is started again on the same port after half a second; what was committed is recovered
/// by PostgreSQL. As long as it does not stay, or a start fails (a full disk), the pause doubles up
/// to half a minute; it is tried for as long as the service runs.
final class Postmaster implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Postmaster.class);
  private static final int ATTEMPTS_MAX = 5;
  private static final int LOG_TAIL_BYTES = 4_000;
  private static final Duration POLL = Duration.ofMillis(20);

  /// Replaying the log after a crash may take long; the process is watched meanwhile.
  private static final Duration START_MAX = Duration.ofMinutes(10);

  private static final Duration PAUSE_MIN = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final int port;
  private volatile Process process;

  private Postmaster(Cluster cluster, Process process, int port) {
    this.cluster = cluster;
    this.process = process;
    this.port = port;
  }

  /// Starts the server, and returns when it answers.
  ///
  /// A server that an earlier, killed service left behind is stopped first: the home directory's
  /// lock is ours, so nobody uses it.
  ///
  /// @throws CannotStartException if it does not come up; the end of its log is in the message
  static Postmaster start(Cluster cluster) {
    stopLeftover(cluster);
    cluster.writeHba();
    for (int attempt = 1; ; attempt++) {
      int port = cluster.port();
      try {
        Postmaster postmaster = new Postmaster(cluster, launch(cluster, port), port);
        postmaster.watch();
        return postmaster;
      } catch (CannotStartException failed) {
        boolean passing =
            failed.reason().contains("could not bind")
                || failed.reason().contains("pre-existing shared memory block");
        if (!passing || attempt == ATTEMPTS_MAX) {
          throw failed;
        }
        pause(Duration.ofSeconds(1));
      }
    }
  }

  /// Where it listens, on 127.0.0.1.
  int port() {
    return port;
  }

  /// The process now: another one after it died.
  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Stops the server: connections are cut, everything is on the disk afterwards.
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true) || !process.isAlive()) {
      return;
    }
    try {
      cluster.stop("fast");
    } catch (CannotStartException stuck) {
      LOG.warnf("%s; killing it, the next start recovers", stuck.reason());
      process.destroyForcibly();
    }
  }

  private void watch() {
    Thread.ofPlatform().daemon().name("postgres-watch").start(this::keepRunning);
  }

  private void keepRunning() {
    Duration pause = PAUSE_MIN;
    while (true) {
      long since = System.nanoTime();
      awaitDeath();
      if (System.nanoTime() - since > STABLE_AFTER.toNanos()) {
        pause = PAUSE_MIN;
      }
      pause(pause);
      pause = next(pause);
      if (closing.get()) {
        return;
      }
      LOG.warnf("PostgreSQL died (see %s): starting it again", cluster.log());
      try {
        process = launch(cluster, port);
        if (closing.get()) {
          cluster.stop("fast");
          return;
        }
        LOG.infof("PostgreSQL answers again on port %d", port);
      } catch (CannotStartException failed) {
        LOG.error(failed.reason());
      }
    }
  }

  /// How long to wait before the start after the next one.
  static Duration next(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
  }

  private void awaitDeath() {
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while PostgreSQL ran", interrupted);
    }
  }

  private static Process launch(Cluster cluster, int port) {
    Path log = cluster.log();
    try {
      long logSize = Files.exists(log) ? Files.size(log) : 0;
      Process process = cluster.launch(port);
      long deadline = System.nanoTime() + START_MAX.toNanos();
      while (!isReady(cluster, process)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new CannotStartException(
              "PostgreSQL does not start; the end of " + log + ":\n" + tail(log, logSize));
        }
        pause(POLL);
      }
      return process;
    } catch (IOException failed) {
      throw new CannotStartException("cannot run PostgreSQL: " + failed, failed);
    }
  }

  private static boolean isReady(Cluster cluster, Process process) {
    return PostmasterFile.read(cluster.data())
        .filter(file -> file.pid() == process.pid() && file.ready())
        .isPresent();
  }

  private static void stopLeftover(Cluster cluster) {
    Optional<PostmasterFile> file = PostmasterFile.read(cluster.data());
    if (file.isEmpty()) {
      return;
    }
    Optional<ProcessHandle> server = file.get().server(cluster.data());
    if (server.isPresent()) {
      LOG.infof("stopping the PostgreSQL of an earlier run (process %d)", file.get().pid());
      stop(cluster, server.get());
    } else if (ProcessHandle.of(file.get().pid()).isPresent()) {
      // The number went to another program, which PostgreSQL would take for a server of its own.
      try {
        Files.deleteIfExists(PostmasterFile.path(cluster.data()));
      } catch (IOException failed) {
        throw new CannotStartException("cannot delete a stale postmaster.pid: " + failed, failed);
      }
    }
  }

  private static void stop(Cluster cluster, ProcessHandle server) {
    for (String mode : List.of("fast", "immediate")) {
      try {
        cluster.stop(mode);
        return;
      } catch (CannotStartException stuck) {
        LOG.warn(stuck.reason());
      }
    }
    server.destroyForcibly();
    try {
      server.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException alive) {
      throw new CannotStartException(
          "the PostgreSQL of an earlier run (process " + server.pid() + ") cannot be stopped",
          alive);
    }
  }

  private static String tail(Path log, long from) throws IOException {
    try (FileChannel file = FileChannel.open(log)) {
      long start = Math.max(from, file.size() - LOG_TAIL_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, file.size() - start));
      file.read(bytes, start);
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while PostgreSQL started", interrupted);
    }
  }
}
