package io.ledgerline.ledger;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointPublisher.Published;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One log: append to it, read it in order, prove what is in it.
///
/// Any number of replicas may have the same log open. Thread-safe; a Uni does nothing before it is
/// subscribed to, and may answer on any thread.
public final class Ledger implements AutoCloseable {

  /// The producer in the leaf of what the system itself records.
  public static final String SYSTEM_PRODUCER = "system";

  /// What a ledger works with.
  ///
  /// @param entries where entries are kept
  /// @param checkpoints where checkpoints are kept
  /// @param key signs checkpoints; the log's own
  /// @param settings limits and times
  /// @param clock of the time of receipt
  /// @param random of salts and batch ids; a `SecureRandom` wherever producers are real
  /// @param executor seals batches, and runs what is due later; not shut down by the ledger
  public record Setup(
      EntryStore entries,
      CheckpointStore checkpoints,
      SigningKey key,
      LedgerSettings settings,
      InstantSource clock,
      RandomGenerator random,
      ScheduledExecutorService executor) {}

  /// The ledger writes no more: it is closed, or found something that cannot be, and a person has
  /// to look.
  public static final class HaltedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HaltedException(String reason) {
      super(reason);
    }
  }

  private final Setup setup;
  private final Genesis genesis;
  private final HashTree tree;
  private final CheckpointPublisher publisher;
  private final Progress progress;
  private final Sequencer sequencer;
  private volatile @Nullable ScheduledFuture<?> publishing;

  private Ledger(Setup setup, Genesis genesis, Head head) {
    this.setup = setup;
    this.genesis = genesis;
    this.tree = new HashTree(genesis.log(), setup.entries()::leafHashes);
    this.publisher = new CheckpointPublisher(setup, genesis, tree);
    this.progress = new Progress(head.size());
    this.sequencer = new Sequencer(setup, genesis, head, progress, tree);
  }

  /// Opens the log of the proposal's tenant; if there is none, makes it as proposed and appends its
  /// genesis entry.
  ///
  /// @param proposed its key must be the public one of `setup.key()`
  /// @return fails with [CorruptEntryException] if the log is signed by another key, its identities
  ///   are kept under another identity key, or its head does not fit its last entry and its newest
  ///   checkpoint
  public static Uni<Ledger> open(Genesis proposed, Setup setup) {
    return setup
        .entries()
        .open(proposed)
        .chain(
            genesis -> {
              if (!genesis.key().equals(setup.key().verifierKey())) {
                throw new CorruptEntryException(
                    "the log %s is signed by %s, not by %s"
                        .formatted(genesis.log(), genesis.key().text(), setup.key()));
              }
              return setup.entries().head(genesis.log()).chain(head -> open(setup, genesis, head));
            });
  }

  private static Uni<Ledger> open(Setup setup, Genesis genesis, Head head) {
    Ledger ledger = new Ledger(setup, genesis, head);
    return ledger
        .publisher
        .resume(head)
        .chain(() -> ledger.checkEnd(head))
        .chain(() -> ledger.checkStart(head))
        .invoke(ledger::startPublishing)
        .replaceWith(ledger);
  }

  /// The first payload of the log.
  public Genesis genesis() {
    return genesis;
  }

  /// Hands in an event; completes after the durable commit.
  ///
  /// @return fails with [HaltedException] if the ledger writes no more, and with
  ///   [CorruptEntryException] if the draft makes no leaf, or the store can never hold it
  public Uni<Appended> append(Submission submission) {
    return sequencer.append(submission);
  }

  /// The number of entries that are durable, as this replica knows.
  public long size() {
    return progress.size();
  }

  /// Entries from an index on, without gaps.
  ///
  /// @param countMax at least 1
  public Uni<List<StoredEntry>> entries(long from, int countMax) {
    return setup
        .entries()
        .rows(genesis.log(), from, countMax)
        .map(rows -> rows.stream().map(EntryStore.EntryRow::entry).toList());
  }

  /// The entry at an index.
  public Uni<Optional<StoredEntry>> entry(long index) {
    return entries(index, 1)
        .map(found -> found.stream().filter(entry -> entry.index() == index).findFirst());
  }

  /// Entries from an index on with their payloads, without gaps. The page may end before
  /// `countMax`, and has an entry if there is one.
  public Uni<List<PayloadEntry>> read(long from, int countMax) {
    return setup
        .entries()
        .payloadRows(genesis.log(), from, countMax, setup.settings().pageBytesMax())
        .map(rows -> rows.stream().map(EntryStore.PayloadRow::entry).toList());
  }

  /// The entry at an index with its payload.
  public Uni<Optional<PayloadEntry>> payload(long index) {
    return read(index, 1)
        .map(found -> found.stream().filter(e -> e.entry().index() == index).findFirst());
  }

  /// The proof of an entry against the newest checkpoint; empty until one covers it.
  public Uni<Optional<InclusionFile>> proof(long index) {
    return publisher
        .newest()
        .note()
        .map(note -> proof(index, note))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /// The proof of an entry against a checkpoint of this log, which may be an older one; empty if it
  /// does not cover the entry.
  public Uni<Optional<InclusionFile>> proof(long index, SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (index < 0 || index >= checkpoint.size()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return tree.proof(index, checkpoint.size(), checkpoint.root())
        .map(proof -> Optional.of(new InclusionFile(index, proof.hashes(), note)));
  }

  /// The newest checkpoint.
  public Uni<Optional<SignedNote>> checkpoint() {
    return Uni.createFrom().item(() -> publisher.newest().note());
  }

  /// Publishes a checkpoint of the newest size now, if the log has grown since the last one, as
  /// happens by itself every [LedgerSettings#checkpointInterval()].
  ///
  /// @return the newest checkpoint; fails with [HaltedException] if the log is not what it was
  public Uni<Optional<SignedNote>> publish() {
    return Uni.createFrom()
        .deferred(() -> publishAfter(progress.size()))
        .onFailure(CorruptEntryException.class)
        .transform(
            impossible -> {
              String reason = String.valueOf(impossible.getMessage());
              progress.halt(reason);
              HaltedException halted = new HaltedException(reason);
              sequencer.close(halted);
              return halted;
            });
  }

  /// Calls `wake` after each commit that this replica hears of. It must not block or throw.
  ///
  /// @return ends it when run
  public Runnable onAppended(Runnable wake) {
    return progress.onGrowth(wake);
  }

  /// Why this ledger writes no more; empty while all is well.
  public Optional<String> haltReason() {
    return progress.haltReason();
  }

  /// Why the last checkpoint that was due is not published, if so; it is tried again.
  public Optional<String> publishFault() {
    return progress.publishing().fault();
  }

  /// Stops publishing and fails who waits. What is on its way to the store may still become
  /// durable.
  @Override
  public void close() {
    ScheduledFuture<?> scheduled = publishing;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    sequencer.close(new HaltedException("the ledger is closed"));
  }

  private Uni<Optional<SignedNote>> publishAfter(long sizeBefore) {
    return setup
        .entries()
        .head(genesis.log())
        .chain(
            head -> {
              if (head.size() < sizeBefore) {
                throw new CorruptEntryException(
                    "the log had %d entries and now has %d".formatted(sizeBefore, head.size()));
              }
              progress.grow(head.size());
              return publisher.publish(head);
            })
        .map(Published::note);
  }

  private Uni<Void> checkEnd(Head head) {
    return setup
        .entries()
        .rows(genesis.log(), Math.max(0, head.size() - 1), 2)
        .invoke(head::requireEnd)
        .replaceWithVoid();
  }

  /// Appends the genesis entry, or finds it: an identity key that does not find it would let every
  /// event in once more.
  private Uni<Void> checkStart(Head head) {
    Submission first = Submission.ofGenesis(genesis, setup.random());
    Uni<Boolean> isFirst =
        head.size() == 0
            ? append(first).map(Ledger::isEntryZero)
            : setup
                .entries()
                .known(genesis.log(), List.of(first.identity()))
                .map(List.of(new EntryStore.Known(first.identity().key(), 0, true))::equals);
    return isFirst
        .invoke(
            found -> {
              if (!found) {
                throw new CorruptEntryException(
                    "this identity key does not know entry 0 of the log " + genesis.log());
              }
            })
        .replaceWithVoid();
  }

  private static boolean isEntryZero(Appended appended) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> receipt.index() == 0;
      case Appended.Repeated(var receipt) -> receipt.index() == 0;
      case Appended.Erased _, Appended.Contradicted _ -> false;
      case Appended.Overloaded _ -> throw new IllegalStateException("the store does not answer");
    };
  }

  private void startPublishing() {
    long interval = setup.settings().checkpointInterval().toNanos();
    ScheduledExecutorService at = setup.executor();
    publishing = at.scheduleWithFixedDelay(this::publishIfWell, interval, interval, NANOSECONDS);
  }

  private void publishIfWell() {
    if (progress.haltReason().isEmpty()) {
      // A store that does not answer is asked again after the next interval.
      publish()
          .subscribe()
          .with(published -> progress.publishing().passed(), progress.publishing()::failed);
    }
  }
}
