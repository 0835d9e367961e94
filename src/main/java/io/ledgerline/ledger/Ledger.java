package io.ledgerline.ledger;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.ledger.tile.NoTiles;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

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
  /// @param tiles where full tiles and bundles are kept
  /// @param keys sign checkpoints, and say whose signatures count; of this log alone
  /// @param settings limits and times
  /// @param clock of the time of receipt
  /// @param random of salts and batch ids; a `SecureRandom` wherever producers are real
  /// @param executor seals batches, and runs what is due later; not shut down by the ledger
  /// @param guard is asked before anything is written; of this log alone
  /// @param publication decides which signed checkpoint is published; of this log alone
  public record Setup(
      EntryStore entries,
      CheckpointStore checkpoints,
      TileStore tiles,
      LogKeys keys,
      LedgerSettings settings,
      InstantSource clock,
      RandomGenerator random,
      ScheduledExecutorService executor,
      RollbackGuard guard,
      Publication publication) {}

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
  private final PublishedLog published;
  private final Progress progress;
  private final Sequencer sequencer;

  private Ledger(Setup setup, Genesis genesis, Head head, HashTree tree) {
    this.setup = setup;
    this.genesis = genesis;
    this.tree = tree;
    this.progress = new Progress(head.size());
    this.publisher = new CheckpointPublisher(setup, genesis, tree, progress, this::halt);
    this.published = new PublishedLog(publisher, tree);
    this.sequencer = new Sequencer(setup, genesis, head, progress, tree);
  }

  /// Opens the log of the proposal's tenant; if there is none, makes it as proposed and appends its
  /// genesis entry.
  ///
  /// A log that does not fit its last entry, its newest checkpoint, its tiles or its anchors is
  /// opened to be read: [#haltReason()] says why nothing is written to it, not even the genesis
  /// entry.
  ///
  /// @param proposed its key must be the first one of `setup.keys()`
  /// @return fails with [CorruptEntryException] if the log is signed by another key, or its
  ///   identities are kept under another identity key
  public static Uni<Ledger> open(Genesis proposed, Setup setup) {
    return setup
        .entries()
        .open(proposed)
        .chain(
            genesis -> {
              setup.keys().requireOf(genesis);
              return setup.entries().head(genesis.log()).chain(head -> open(setup, genesis, head));
            });
  }

  private static Uni<Ledger> open(Setup setup, Genesis genesis, Head head) {
    PublishedLog.StoredLeaves leaves =
        new PublishedLog.StoredLeaves(setup.entries(), genesis.log());
    return leaves
        .tree(setup.tiles(), head)
        .map(tree -> new Ledger(setup, genesis, head, tree))
        .onFailure(CorruptEntryException.class)
        .recoverWithUni(
            impossible ->
                // To be read without its tiles, which are of another log than the entries.
                leaves
                    .tree(new NoTiles(), head)
                    .map(tree -> new Ledger(setup, genesis, head, tree))
                    .invoke(ledger -> ledger.halt(String.valueOf(impossible.getMessage()))))
        .call(ledger -> ledger.check(head))
        .call(ledger -> ledger.begin(head));
  }

  private Uni<Void> check(Head head) {
    return publisher
        .resume(head.size())
        .chain(() -> checkEnd(head))
        .chain(() -> setup.guard().check(head.stored(genesis.log(), setup.entries(), tree), true))
        .onFailure(CorruptEntryException.class)
        .recoverWithItem(
            impossible -> {
              halt(String.valueOf(impossible.getMessage()));
              return null;
            });
  }

  private Uni<Void> begin(Head head) {
    return haltReason().isPresent()
        ? Uni.createFrom().voidItem()
        : checkStart(head).invoke(publisher::start);
  }

  /// The first payload of the log.
  public Genesis genesis() {
    return genesis;
  }

  /// What signs the log's checkpoints, and signed them.
  public LogKeys keys() {
    return setup.keys();
  }

  /// Hands in an event; completes after the durable commit.
  ///
  /// @return fails with [HaltedException] if the ledger writes no more, and with
  ///   [CorruptEntryException] if the draft makes no leaf, or the store can never hold it
  public Uni<Appended> append(Submission submission) {
    return sequencer.append(submission);
  }

  /// The number of entries that are durable, as this replica knows: at least those that it has
  /// numbered itself, and what others have by the last [LedgerSettings#checkpointInterval()].
  public long size() {
    return progress.size();
  }

  /// The number of entries that are durable now, whichever replica numbered them.
  public Uni<Long> sizeNow() {
    return setup.entries().head(genesis.log()).map(Head::size).invoke(progress::grow);
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

  /// Which of these identities are recorded, and where.
  public Uni<List<EntryStore.Known>> known(List<Identity> identities) {
    return setup.entries().known(genesis.log(), identities);
  }

  /// What strangers are shown.
  public PublishedLog published() {
    return published;
  }

  /// The newest checkpoint.
  public Uni<Optional<SignedNote>> checkpoint() {
    return published.checkpoint();
  }

  /// The newest checkpoint that the log signed, as this replica knows: of entries that are durable,
  /// whether it is published or still waits for witnesses. With the log's own signatures alone.
  public Optional<SignedNote> signed() {
    return publisher.newestSigned();
  }

  /// Publishes a checkpoint of the newest size now, if the log has grown since the last one, as
  /// happens by itself every [LedgerSettings#checkpointInterval()].
  ///
  /// @return the newest checkpoint; fails with [HaltedException] if the ledger writes no more, also
  ///   because the log is found not to be what it was
  public Uni<Optional<SignedNote>> publish() {
    return publisher.publish();
  }

  /// Calls `wake` after each commit that this replica hears of. It must not block or throw.
  ///
  /// @return ends it when run
  public Runnable onAppended(Runnable wake) {
    return progress.onGrowth(wake);
  }

  /// Ends all writing until a person has looked: what was found outside of the store contradicts
  /// it. The first reason stays.
  public void halt(String reason) {
    progress.halt(reason);
    sequencer.close(new HaltedException(reason));
  }

  /// Why this ledger writes no more; empty while all is well.
  public Optional<String> haltReason() {
    return progress.haltReason();
  }

  /// Why the anchors of the log forbid to write to it, if so.
  public Optional<String> rollback() {
    return setup.guard().refusal();
  }

  /// Why the last checkpoint that was due is not published, if so; it is tried again.
  public Optional<String> publishFault() {
    return progress.publishing().fault();
  }

  /// Stops publishing and fails who waits. What is on its way to the store may still become
  /// durable.
  @Override
  public void close() {
    publisher.close();
    sequencer.close(new HaltedException("the ledger is closed"));
  }

  private Uni<Void> checkEnd(Head head) {
    return setup
        .entries()
        .rows(genesis.log(), Math.max(0, head.size() - 1), 2)
        .chain(rows -> setup.entries().head(genesis.log()).invoke(l -> head.requireEnd(rows, l)))
        .replaceWithVoid();
  }

  /// Appends the genesis entry, or finds it: an identity key that does not find it would let every
  /// event in once more.
  private Uni<Void> checkStart(Head head) {
    Submission first = Submission.ofGenesis(genesis, setup.random());
    Uni<Boolean> isFirst =
        head.size() == 0
            ? append(first).map(appended -> appended.isAt(0))
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
}
