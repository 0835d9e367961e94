package io.ledgerline.ledger.check;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.check.TileComparison.Kept;
import io.ledgerline.ledger.check.payload.ErasureReader;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.history.KeyHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Rehashes the entries, payloads and checkpoints that are stored of a log, and trusts nothing of
/// it but the genesis.
///
/// Every payload against its leaf (a unit is gone if, and only if, an erasure entry names it),
/// every leaf against its hash, every hash against chain and tree, every checkpoint against the
/// tree and the log's key, the head against all of it, no entry behind the head, and the tiles and
/// bundles that are kept, and the rows that repeat entries, against the entries. Of segments that
/// are detached the leaf hashes, which are still there, against chain, seal, tree and tiles.
/// Entries that are appended meanwhile are left to the next run. Identities and batches are not
/// read: nothing is proved by them. It changes nothing.
///
/// Several threads take a range each; the ranges are joined in their order. A [Scope] may leave
/// ranges out that were verified before.
public final class LedgerVerification {

  private final Genesis genesis;
  private final EntryStore entries;
  private final CheckpointStore checkpoints;
  private final ErasureReader erasures;
  private final Besides besides;
  private final int findingsMax;

  /// What a run says.
  ///
  /// @param head where the log ended when the run began
  /// @param verification of the log up to there
  public record Report(Head head, Verification verification) {}

  /// Verifies a log, on one thread.
  ///
  /// @param genesis known from elsewhere, or that of the open ledger
  /// @param erasures tells which units an entry erased: only those may be gone
  /// @param findingsMax how many findings are listed; the rest is counted
  public LedgerVerification(
      Genesis genesis,
      EntryStore entries,
      CheckpointStore checkpoints,
      ErasureReader erasures,
      int findingsMax) {
    this(
        genesis,
        entries,
        checkpoints,
        erasures,
        new Besides(
            new SubtreeRoots.Stored(genesis.log(), entries),
            () -> KeyHistory.of(genesis.log().toString(), genesis.key()),
            Optional.empty(),
            RowsBeside.NONE,
            1),
        findingsMax);
  }

  private LedgerVerification(
      Genesis genesis,
      EntryStore entries,
      CheckpointStore checkpoints,
      ErasureReader erasures,
      Besides besides,
      int findingsMax) {
    this.genesis = genesis;
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.erasures = erasures;
    this.besides = besides;
    this.findingsMax = findingsMax;
  }

  /// The same on several threads.
  ///
  /// @param rehashing how many rehash, at least 1; each holds two pages of 4 MiB, or two entries
  public LedgerVerification withThreads(int rehashing) {
    return with(besides.withThreads(rehashing));
  }

  /// The same, with ranges that are left out known from elsewhere than the stored leaf hashes.
  public LedgerVerification withRoots(SubtreeRoots known) {
    return with(besides.withRoots(known));
  }

  /// The same for a log that may have passed to other keys in entries that are not read.
  public LedgerVerification withKeys(Supplier<KeyHistory> history) {
    return with(besides.withKeys(history));
  }

  /// The same, and the tiles too.
  ///
  /// @param kept what is on the disk itself: a memory of it would hide what was changed there
  public LedgerVerification with(TileStore kept) {
    return with(besides.withTiles(kept));
  }

  /// The same, and the rows too that repeat what entries say. Without payloads they are left out.
  public LedgerVerification with(RowsBeside rows) {
    return with(besides.withRows(rows));
  }

  private LedgerVerification with(Besides known) {
    return new LedgerVerification(genesis, entries, checkpoints, erasures, known, findingsMax);
  }

  /// Verifies everything, when subscribed to; cancelling the subscription ends it.
  ///
  /// @param onProgress is told the number of entries rehashed so far, after each page
  public Uni<Verification> run(LongConsumer onProgress) {
    return run(Scope.EVERYTHING, head -> onProgress).map(Report::verification);
  }

  /// Is told how far a run is.
  @FunctionalInterface
  public interface Progress {

    /// The run begins.
    ///
    /// @param entries that it will rehash, if none is missing
    /// @return is told the number of entries rehashed so far, after each page; on any thread
    LongConsumer begin(long entries);
  }

  /// Verifies as much as is asked for, when subscribed to; cancelling the subscription ends it.
  public Uni<Report> run(Scope asked, Progress progress) {
    return Uni.createFrom()
        .deferred(() -> besides.rows(genesis.log(), asked))
        .chain(rows -> entries.head(genesis.log()).chain(head -> run(asked, progress, rows, head)));
  }

  /// @param rows as they were before the head was read
  private Uni<Report> run(Scope asked, Progress progress, List<RowsBeside.Row> rows, Head head) {
    boolean isShrunk = asked.since().filter(s -> s.size() > head.size()).isPresent();
    Scope scope = isShrunk ? new Scope(asked.withPayloads(), Optional.empty()) : asked;
    Joined joined = new Joined(scope, genesis.origin(), besides.keys().get(), findingsMax);
    asked
        .since()
        .filter(since -> isShrunk)
        .ifPresent(since -> joined.shrunk(since.size(), head.size()));
    return Uni.combine()
        .all()
        .unis(kept(), entries.detached(genesis.log()))
        .asTuple()
        .chain(with -> ranges(scope, head, with.getItem1(), with.getItem2(), joined, progress))
        .chain(() -> rows(scope, rows, head, joined))
        .chain(() -> end(joined, head))
        .map(verification -> new Report(head, verification));
  }

  private Uni<Void> rows(Scope scope, List<RowsBeside.Row> before, Head head, Joined joined) {
    return besides
        .rows(genesis.log(), scope)
        .invoke(after -> joined.rows(before, after, head.size()))
        .replaceWithVoid();
  }

  /// The tiles to compare: those that the newest checkpoint covers have to be there.
  private Uni<Optional<Kept>> kept() {
    return checkpoints
        .newest(genesis.log())
        .map(newest -> newest.map(Joined::sizeOf).orElse(0L))
        .onFailure(CorruptEntryException.class)
        .recoverWithItem(0L)
        .map(size -> besides.tiles().map(store -> new Kept(genesis.log(), store, size)));
  }

  private Uni<Void> ranges(
      Scope scope,
      Head head,
      Optional<Kept> kept,
      List<DetachedRange> detached,
      Joined joined,
      Progress progress) {
    List<Scope.Part> parts = Scope.Part.of(scope, head.size(), detached);
    if (parts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    LongConsumer onProgress =
        progress.begin(
            parts.stream().filter(Scope.Part::isRehashed).mapToLong(Scope.Part::size).sum());
    AtomicLong rehashed = new AtomicLong();
    RangeReader reader =
        new RangeReader(
            genesis,
            entries,
            checkpoints,
            erasures,
            kept,
            besides.rows(),
            detached.isEmpty() ? 0 : detached.getLast().before(),
            findingsMax,
            count -> onProgress.accept(rehashed.addAndGet(count)));
    DetachedComparison left =
        new DetachedComparison(genesis, entries, checkpoints, kept, findingsMax);
    Optional<TileComparison.Above> upper = kept.map(TileComparison.Above::new);
    return new RangeLine<Consumer<Joined>>(
            parts.size(),
            besides.threads(),
            (number, isStopped) -> {
              Scope.Part part = parts.get((int) number);
              return part.detached()
                  .map(range -> left.compare(range, detached, isStopped))
                  .map(result -> joining(Joined::joinDetached, result, upper))
                  .orElseGet(() -> result(part, scope, reader, upper, isStopped));
            },
            result -> result.accept(joined))
        .run();
  }

  private static Consumer<Joined> joining(
      BiConsumer<Joined, RangeResult> join,
      RangeResult result,
      Optional<TileComparison.Above> upper) {
    return joined -> {
      join.accept(joined, result);
      upper.ifPresent(tree -> joined.found(tree.join(result.from(), result.tileRoots())));
    };
  }

  private Consumer<Joined> result(
      Scope.Part part,
      Scope scope,
      RangeReader reader,
      Optional<TileComparison.Above> upper,
      BooleanSupplier isStopped) {
    if (part.isRehashed()) {
      long watched = scope.since().map(Scope.Since::size).orElse(0L);
      RangeResult result =
          reader.rehash(part.from(), part.to(), scope.withPayloads(), watched, isStopped);
      return joining(Joined::join, result, upper);
    }
    List<Frontier> subtrees = besides.roots().subtrees(part.from(), part.to());
    Optional<EntryRow> last =
        entries.rows(genesis.log(), part.to() - 1, 1).await().indefinitely().stream()
            .filter(row -> row.index() == part.to() - 1)
            .findFirst();
    return joined -> joined.join(subtrees, last);
  }

  private Uni<Verification> end(Joined joined, Head head) {
    return entries
        .head(genesis.log())
        .chain(newest -> behind(joined, newest))
        .chain(
            newest ->
                checkpoints
                    .newest(genesis.log())
                    .invoke(note -> note.ifPresent(n -> joined.beyond(n, newest.size())))
                    .onFailure(CorruptEntryException.class)
                    .recoverWithItem(joined::unreadable)
                    .map(note -> joined.finish(head)));
  }

  /// Looks for an entry at or behind the end. One that was appended after the head was read is
  /// before the end of the next head, and the search goes on there.
  ///
  /// @return the head that it ended with
  private Uni<Head> behind(Joined joined, Head newest) {
    return entries
        .rows(genesis.log(), newest.size(), 1)
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(newest)
                    : entries
                        .head(genesis.log())
                        .chain(
                            head -> {
                              if (rows.getFirst().index() < head.size()) {
                                return behind(joined, head);
                              }
                              joined.behind(rows.getFirst(), head.size());
                              return Uni.createFrom().item(head);
                            }));
  }
}
