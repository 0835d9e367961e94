package io.ledgerline.sweep;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.LedgerVerification.Report;
import io.ledgerline.ledger.check.Scope;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.sweep.SweepRecords.Recorded;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// The sweeps of a log. Each rehashes what came since the last sound one, some older ranges at
/// random, and now and then everything; what it found is an entry.
///
/// A sweep builds on the last one only if that was sound, and its entry is among those that are
/// hashed now: it stands behind what it verified. What a sweep leaves out is known by its tiles
/// alone: an entry, payload or checkpoint that was changed there, and tiles and tree were not, is
/// seen when its range comes up, at the latest when everything does.
///
/// One replica sweeps at a time; should two overlap, one of them records nothing, because both have
/// the same number. Thread-safe; a Uni does nothing before it is subscribed to.
public final class Sweeps {

  private static final String DUTY = "sweep";
  private static final int FOUND_MAX = 100;

  /// What it works with.
  ///
  /// @param recorder makes an entry of a sweep
  /// @param duty whether this replica sweeps
  /// @param random chooses ranges; unpredictable for whoever could change the store
  public record Setup(
      Ledger ledger,
      EntryStore entries,
      LedgerVerification verification,
      Recorder recorder,
      Duty duty,
      SweepSettings settings,
      InstantSource clock,
      RandomGenerator random) {}

  /// Makes an entry of a sweep.
  @FunctionalInterface
  public interface Recorder {

    /// Fails as [Ledger#append] does.
    Uni<Appended> record(Sweep sweep);
  }

  /// What one replica does for all.
  @FunctionalInterface
  public interface Duty {

    /// Takes or keeps a duty for a while.
    ///
    /// @return whether this replica has it
    Uni<Boolean> hold(LogId log, String duty, Duration duration);
  }

  private final Setup setup;
  private final SweepRecords records;
  private final SweepState state;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  /// The sweeps of a log.
  public Sweeps(Setup setup) {
    this.setup = setup;
    this.records = new SweepRecords(setup.ledger(), setup.entries());
    this.state = new SweepState(setup.clock());
  }

  /// What is known of them.
  public SweepState state() {
    return state;
  }

  /// Sweeps, if a sweep is due and this replica has the duty; cancelling the subscription ends it
  /// without a record.
  ///
  /// @return what was recorded, if anything was
  public Uni<Optional<Sweep>> runIfDue() {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!isRunning.compareAndSet(false, true)) {
                return Uni.createFrom().item(Optional.<Sweep>empty());
              }
              return records
                  .newest()
                  .chain(this::runAfter)
                  .onTermination()
                  .invoke(() -> isRunning.set(false));
            });
  }

  private Uni<Optional<Sweep>> runAfter(long number) {
    return records.of(number).chain(last -> due(last).chain(due -> runAt(due, number, last)));
  }

  private Uni<Optional<Sweep>> runAt(Instant due, long number, Optional<Recorded> last) {
    if (setup.ledger().haltReason().isPresent() || due.isAfter(setup.clock().instant())) {
      return Uni.createFrom().item(Optional.<Sweep>empty());
    }
    return mine()
        .chain(
            isMine ->
                isMine ? run(number + 1, last) : Uni.createFrom().item(Optional.<Sweep>empty()));
  }

  /// When the next one is due: counted from the newest record, whoever made it and however often
  /// the service was started since, and from the beginning of the log where there is none.
  private Uni<Instant> due(Optional<Recorded> last) {
    if (last.isPresent()) {
      state.recorded(last.get().sweep(), last.get().at());
      return Uni.createFrom().item(last.get().at().plus(settings().interval()));
    }
    return setup
        .ledger()
        .entry(0)
        .map(genesis -> genesis.orElseThrow().leaf().receivedAt())
        .invoke(state::began)
        .map(began -> began.plus(settings().firstAfter()))
        // A beginning that cannot be read is what a sweep is for.
        .onFailure(CorruptEntryException.class)
        .recoverWithItem(Instant.EPOCH)
        .onFailure(DetachedException.class)
        .recoverWithItem(Instant.EPOCH);
  }

  private Uni<Optional<Sweep>> run(long number, Optional<Recorded> last) {
    return scope(last)
        .chain(
            scope -> {
              Instant begin = setup.clock().instant();
              return setup
                  .verification()
                  .run(scope, this::progress)
                  .invoke(
                      report ->
                          state.ended(
                              report.verification(),
                              Duration.between(begin, setup.clock().instant())))
                  .map(report -> sweep(number, scope, last, report));
            })
        .chain(this::record);
  }

  /// The duty is kept as long as there is progress.
  private LongConsumer progress(long entries) {
    return new Renewal();
  }

  private final class Renewal implements LongConsumer {

    private Instant next = setup.clock().instant();

    @Override
    public synchronized void accept(long entries) {
      Instant now = setup.clock().instant();
      if (now.isAfter(next)) {
        next = now.plus(settings().leaseDuration().dividedBy(3));
        // One that is lost costs a second sweep, of which only one is recorded.
        var _ = mine().subscribe().with(isMine -> {}, failure -> {});
      }
    }
  }

  private Uni<Scope> scope(Optional<Recorded> last) {
    Optional<Recorded> base =
        last.filter(recorded -> recorded.sweep().isSound())
            .filter(recorded -> recorded.index() >= recorded.sweep().size());
    if (base.isEmpty()) {
      return Uni.createFrom().item(Scope.EVERYTHING);
    }
    Sweep sweep = base.get().sweep();
    return records
        .of(sweep.newestFull())
        .map(
            full ->
                isPast(full, settings().fullInterval())
                    ? Scope.EVERYTHING
                    : new Scope(
                        true,
                        Optional.of(
                            new Scope.Since(
                                sweep.size(),
                                Digest.parseHex(sweep.rootHash()),
                                Digest.parseHex(sweep.chainHash()),
                                random(sweep.size())))));
  }

  private SortedSet<Long> random(long size) {
    long ranges = (size + Scope.RANGE_SIZE - 1) / Scope.RANGE_SIZE;
    return LongStream.generate(() -> setup.random().nextLong(ranges))
        .limit(settings().ranges())
        .boxed()
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  private boolean isPast(Optional<Recorded> recorded, Duration duration) {
    return recorded
        .map(known -> !known.at().plus(duration).isAfter(setup.clock().instant()))
        .orElse(true);
  }

  private static Sweep sweep(long number, Scope scope, Optional<Recorded> last, Report report) {
    long findingsCount = 0;
    SortedSet<Long> foundAt = new TreeSet<>();
    if (report.verification() instanceof Verification.Unsound unsound) {
      findingsCount = unsound.findingsCount();
      unsound.findings().stream()
          .map(Finding::index)
          .flatMapToLong(OptionalLong::stream)
          .distinct()
          .limit(FOUND_MAX)
          .forEach(at -> foundAt.add(at));
    }
    Optional<Scope.Since> since = scope.since();
    return new Sweep(
        number,
        report.head().size(),
        report.head().root().toHex(),
        report.head().chainHash().toHex(),
        since.map(Scope.Since::size).orElse(0L),
        since.isEmpty() ? number : last.orElseThrow().sweep().newestFull(),
        since.map(Scope.Since::again).orElseGet(TreeSet::new),
        report.verification().entries(),
        report.verification().checkpoints(),
        findingsCount,
        foundAt);
  }

  private Uni<Optional<Sweep>> record(Sweep sweep) {
    return setup
        .recorder()
        .record(sweep)
        .map(
            appended -> {
              if (!(appended instanceof Appended.Sequenced)) {
                // Another replica recorded a sweep of this number, or there is no room.
                return Optional.empty();
              }
              state.recorded(sweep, setup.clock().instant());
              return Optional.of(sweep);
            });
  }

  private Uni<Boolean> mine() {
    return setup.duty().hold(setup.ledger().genesis().log(), DUTY, settings().leaseDuration());
  }

  private SweepSettings settings() {
    return setup.settings();
  }
}
