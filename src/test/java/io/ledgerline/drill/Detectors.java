package io.ledgerline.drill;

import io.ledgerline.cli.audit.LogAudit;
import io.ledgerline.cli.audit.RemoteLog;
import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Sweeping;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.pg.PgFence;
import io.ledgerline.pg.TestPostgres;
import io.smallrye.mutiny.TimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Has every detector look at a log. While the service runs, what changes nothing comes first; a
/// service that starts makes an event and a checkpoint before anything is hashed.
final class Detectors {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final DrilledLog log;
  private final List<String> gapsBefore = gaps();
  private final List<Sighting> sightings = new ArrayList<>();

  /// Before the attack.
  Detectors(DrilledLog log) {
    this.log = log;
  }

  /// After it.
  List<Sighting> look(Optional<String> refusal) {
    see(Detector.FENCE, () -> refusal);
    see(
        Detector.GAPS,
        () -> Sighting.first(gaps().stream().filter(gap -> !gapsBefore.contains(gap)).toList()));
    if (log.given().isRunning()) {
      hash(log.ledger());
      Optional<Ledger> started = start();
      started.ifPresent(this::strangers);
      works(log.ledger());
      started.ifPresent(Ledger::close);
    } else {
      Optional<Ledger> started = start();
      started.ifPresent(this::works);
      hash(started.orElse(log.ledger()));
      started.ifPresent(this::strangers);
      started.ifPresent(Ledger::close);
    }
    return List.copyOf(sightings);
  }

  /// Nothing sweeps a log that must not be written to.
  private void hash(Ledger ledger) {
    if (ledger.haltReason().isEmpty()) {
      see(Detector.SWEEP, () -> Sweeping.of(log, ledger).aDayLater());
    }
    see(Detector.CHECK, () -> Sweeping.of(log, ledger).everything());
  }

  private void see(Detector detector, Sighting.Look look) {
    sightings.add(Sighting.of(detector, look));
  }

  /// A new process opens the log; what forbids writing is said by one of three.
  private Optional<Ledger> start() {
    long begin = System.nanoTime();
    Optional<Ledger> opened = Optional.empty();
    Optional<String> reason;
    boolean isGuard = false;
    try {
      Ledger ledger = log.open(2);
      opened = Optional.of(ledger);
      reason = ledger.haltReason();
      isGuard = ledger.rollback().isPresent();
    } catch (CorruptEntryException | MalformedNoteException | UntrustedNoteException unusable) {
      reason = Optional.of(String.valueOf(unusable.getMessage()));
    }
    Detector found = !isGuard ? Detector.START : Detector.GUARD;
    if (isGuard
        && !log.given().isRunning()
        && reason.filter(words -> words.contains("the anchor witness")).isPresent()) {
      found = Detector.WITNESS;
    }
    Optional<String> words = reason;
    sightings.add(Sighting.of(found, () -> words).since(begin));
    if (log.given().isAnchored() && !isGuard) {
      // What is wrong with an anchor, while another is good enough to go on.
      see(Detector.GUARD, () -> log.faults().byPlace().values().stream().findFirst());
    }
    return opened;
  }

  private void strangers(Ledger served) {
    see(Detector.VERIFY, () -> audit(served, Optional.empty()));
    see(Detector.VERIFY_FROM, () -> audit(served, Optional.of(log.kept().checkpoint())));
    see(Detector.RECEIPT, () -> log.kept().against(served, log.trusted()));
  }

  private Optional<String> audit(Ledger served, Optional<SignedNote> earlier) {
    Optional<SignedNote> note = served.checkpoint().await().indefinitely();
    if (note.isEmpty()) {
      return Optional.of("checkpoint is not served");
    }
    List<VerifierKey> keys = log.trusted();
    try {
      LogAudit audit =
          new LogAudit(
              path -> served(served, path),
              Checkpoint.open(note.get(), keys),
              earlier.map(kept -> Checkpoint.open(kept, keys)),
              size -> {});
      return Sighting.first(audit.run().findings());
    } catch (UntrustedNoteException | MalformedNoteException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static CompletableFuture<byte[]> served(Ledger ledger, String path) {
    return ledger
        .published()
        .tile(TilePath.parse(path).orElseThrow())
        .map(tile -> tile.orElseThrow(() -> new RemoteLog.NotServedException("404")).toArray())
        .onFailure(CorruptEntryException.class)
        .transform(corrupt -> new RemoteLog.NotServedException("503"))
        .subscribeAsCompletionStage();
  }

  /// The service goes on: an event, a checkpoint, an anchor.
  private void works(Ledger working) {
    see(Detector.APPEND, () -> append(working));
    long begin = System.nanoTime();
    Optional<String> reason = publish(working);
    boolean isWitness =
        reason.filter(words -> words.matches("(FORK|ROLLBACK|the quorum).*")).isPresent();
    Optional<String> words = reason;
    sightings.add(
        Sighting.of(isWitness ? Detector.WITNESS : Detector.CHECKPOINT, () -> words).since(begin));
    if (log.given().isAnchored() && working.haltReason().isEmpty()) {
      see(
          Detector.ANCHOR,
          () -> {
            log.keepAnchor(working);
            return working.haltReason();
          });
    }
  }

  private static Optional<String> append(Ledger working) {
    if (working.haltReason().isPresent()) {
      return Optional.empty();
    }
    try {
      Appended appended =
          working.append(Submissions.of("after", "the attack")).await().atMost(ANSWER_MAX);
      return appended instanceof Appended.Sequenced
          ? Optional.empty()
          : Optional.of(appended.getClass().getSimpleName());
    } catch (Ledger.HaltedException halted) {
      return Optional.of(String.valueOf(halted.getMessage()));
    } catch (TimeoutException silent) {
      return Optional.of("nothing can be appended");
    }
  }

  private static Optional<String> publish(Ledger working) {
    if (working.haltReason().isPresent()) {
      return Optional.empty();
    }
    try {
      var _ = working.publish().await().atMost(ANSWER_MAX);
      return working.haltReason();
    } catch (Ledger.HaltedException halted) {
      return Optional.of(String.valueOf(halted.getMessage()));
    }
  }

  private static List<String> gaps() {
    return new PgFence(TestPostgres.get().pool()).gaps().await().indefinitely();
  }
}
