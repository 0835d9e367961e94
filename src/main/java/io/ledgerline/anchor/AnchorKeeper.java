package io.ledgerline.anchor;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.CollisionException;
import io.ledgerline.anchor.directory.UsedDirectories;
import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// Keeps the newest signed checkpoint as an anchor, in every directory: once when it starts, at
/// every interval while the log grows, and when the service ends.
///
/// It need not be published: an anchor is for the guard of this log, not for strangers, and what
/// was signed is durable. So anchors go on where witnesses do not answer.
///
/// A directory that cannot be written is a fault that is told, and tried again; the ledger goes on.
/// An anchor that is there with another root ends all writing. What is kept carries the log's own
/// signatures alone. Everything runs on the executor, which has one thread; [#newestSize] may be
/// asked from any.
public final class AnchorKeeper implements AutoCloseable {

  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);
  private static final Duration PUBLISH_MAX = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final UnaryOperator<SignedNote> ownSignatures;
  private final AnchorSettings settings;
  private final List<AnchorDirectory> directories;
  private final UsedDirectories used;
  private final Optional<AnchorStamper> stamper;
  private final AnchorFaults faults;
  private final ScheduledExecutorService executor;
  private final Map<Path, Long> keptSizes = new TreeMap<>();
  private volatile long newestSize;

  /// A keeper that does nothing before [#start].
  ///
  /// @param ownSignatures leaves of a note the signatures of the log alone
  /// @param stamper has anchors stamped; empty where there is no authority
  /// @param executor has one thread, and ends with the keeper
  public AnchorKeeper(
      Ledger ledger,
      UnaryOperator<SignedNote> ownSignatures,
      AnchorSettings settings,
      Optional<AnchorStamper> stamper,
      AnchorFaults faults,
      ScheduledExecutorService executor) {
    this.ledger = ledger;
    this.ownSignatures = ownSignatures;
    this.settings = settings;
    this.directories =
        settings.directories().stream()
            .map(root -> new AnchorDirectory(root, ledger.genesis().origin()))
            .toList();
    this.used = new UsedDirectories(settings.used());
    this.stamper = stamper;
    this.faults = faults;
    this.executor = executor;
  }

  /// Keeps an anchor now, and from now on; does nothing on a ledger that must not be written to.
  public void start() {
    if (ledger.haltReason().isPresent()) {
      return;
    }
    executor.execute(guarded(this::publishAndKeep));
    long interval = settings.interval().toNanos();
    var _ = executor.scheduleWithFixedDelay(guarded(this::keep), interval, interval, NANOSECONDS);
    long retry = settings.timestampRetry().toNanos();
    var _ = executor.scheduleWithFixedDelay(guarded(this::stamp), 0, retry, NANOSECONDS);
  }

  /// How many entries the newest anchor covers that this replica kept in any directory; 0 before
  /// the first.
  public long newestSize() {
    return newestSize;
  }

  /// The newest anchor that was stamped, by this replica as it knows.
  public long stampedSize() {
    return stamper.map(AnchorStamper::stampedSize).orElse(0L);
  }

  /// Keeps a last anchor of everything that is durable, if it can within a few seconds.
  @Override
  public void close() {
    try {
      executor
          .submit(guarded(this::publishAndKeep))
          .get(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      faults.failed("the last anchor", failed.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
    stamper.ifPresent(AnchorStamper::close);
  }

  /// What breaks off is told: a schedule would end without a word.
  private Runnable guarded(Runnable part) {
    return () -> {
      try {
        part.run();
        faults.passed("the keeper");
      } catch (RuntimeException broken) {
        faults.failed("the keeper", broken.toString());
      }
    };
  }

  private void publishAndKeep() {
    if (ledger.haltReason().isEmpty()) {
      try {
        var _ = ledger.publish().await().atMost(PUBLISH_MAX);
        faults.passed("the newest checkpoint");
      } catch (RuntimeException notNow) {
        // The ledger tells it; what was published before is kept.
        faults.failed("the newest checkpoint", notNow.toString());
      }
      keep();
    }
  }

  private void keep() {
    if (ledger.haltReason().isEmpty()) {
      ledger.signed().ifPresent(this::keep);
    }
  }

  private void keep(SignedNote newest) {
    SignedNote own = ownSignatures.apply(newest);
    Checkpoint checkpoint = Checkpoint.parse(own.text());
    Bytes bytes = Bytes.utf8(own.render());
    for (AnchorDirectory directory : directories) {
      Path root = directory.root();
      if (keptSizes.getOrDefault(root, -1L) < checkpoint.size()) {
        try {
          keep(directory, checkpoint, bytes);
          used.add(checkpoint.origin(), root);
          keptSizes.put(root, checkpoint.size());
          newestSize = Math.max(newestSize, checkpoint.size());
          faults.passed(root.toString());
        } catch (IOException failed) {
          faults.failed(root.toString(), failed.toString());
        }
      }
    }
    stamper.ifPresent(s -> s.kept(checkpoint.size(), bytes));
  }

  private void keep(AnchorDirectory directory, Checkpoint checkpoint, Bytes bytes)
      throws IOException {
    try {
      var _ = directory.keep(checkpoint.size(), bytes);
    } catch (CollisionException other) {
      if (!says(other.found(), checkpoint)) {
        String reason =
            "the anchor %s is not the checkpoint of %d entries that was signed"
                .formatted(other.path(), checkpoint.size());
        faults.failed(directory.root().toString(), reason);
        ledger.halt(reason);
      }
    }
  }

  /// Whether it is the same checkpoint, if under other signatures.
  private static boolean says(Bytes found, Checkpoint checkpoint) {
    return found.utf8().startsWith(checkpoint.text() + "\n");
  }

  private void stamp() {
    if (ledger.haltReason().isEmpty()) {
      stamper.ifPresent(s -> s.stampIfDue(directories));
    }
  }
}
