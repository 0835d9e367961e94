package io.ledgerline.ledger.check;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.check.RangeResult.Edges;
import io.ledgerline.ledger.check.RangeResult.Noted;
import io.ledgerline.ledger.check.RangeResult.Times;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state of one verification: the ranges from the first entry on, joined in their order.
///
/// A range that was not rehashed counts with the root that is known of it, and what it ends with is
/// not known. For one thread at a time.
final class Joined {

  static final String CHAIN_BROKEN = "the chain hash does not follow from the entry before";
  static final String ROTATES_NOTHING = "it rotates no key of the log: ";
  static final String RECEIVED_BEFORE = "it was received before the entry before it";

  private final Scope scope;
  private final String origin;
  private final KeyHistory known;
  private final int findingsMax;
  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<Long, String> said = new TreeMap<>();
  private KeyHistory history;
  private long findingsCount;
  private long checkpoints;
  private long entries;
  private long detached;
  private long next;
  private Optional<Frontier> frontier = Optional.of(Frontier.EMPTY);
  private Optional<Digest> chainHash = Optional.of(ChainHash.BEFORE_FIRST);
  private Optional<Instant> receivedAt = Optional.of(Instant.EPOCH);

  /// Nothing is read yet.
  ///
  /// @param origin of the log
  /// @param known the keys of the log, for rotations whose entries are not read
  /// @param findingsMax how many findings are listed
  Joined(Scope scope, String origin, KeyHistory known, int findingsMax) {
    this.scope = scope;
    this.origin = origin;
    this.known = known;
    this.history = KeyHistory.of(known.log(), known.first());
    this.findingsMax = findingsMax;
  }

  /// The number of entries up to the end of the last range.
  long next() {
    return next;
  }

  /// What somebody else found.
  void found(List<Finding> others) {
    others.forEach(finding -> find(finding.index(), finding.what()));
  }

  /// Rows that repeat what entries say, against those that were read.
  ///
  /// @param before as they were before the head was read
  /// @param after as they are now
  /// @param size the head's
  void rows(List<RowsBeside.Row> before, List<RowsBeside.Row> after, long size) {
    found(
        RowsBeside.compare(
            before,
            after,
            said,
            size,
            index -> index >= detached && scope.isRehashed(index >> Scope.RANGE_LEVEL)));
  }

  /// Takes a range that was rehashed.
  void join(RangeResult range) {
    range.edges().ifPresent(this::joinEdges);
    range.times().ifPresent(this::joinTimes);
    for (Noted noted : range.noted()) {
      switch (noted) {
        case Noted.Found(var finding) -> find(finding.index(), finding.what());
        case Noted.Signed(long size, Digest root, Optional<Frontier> within) ->
            signed(size, root, frontier.flatMap(tree -> within.map(tree::join)));
        case Noted.Unknown unknown -> unknown(unknown);
        case Noted.Said(long index, String what) -> said.put(index, what);
        case Noted.Rotated(long index, Optional<KeyRotation> rotation) ->
            rotation.ifPresentOrElse(
                read -> rotated(new KeyHistory.Step(index, read)),
                () -> rotatedWithin(index, index + 1));
        case Noted.Reached(long size, Digest chain, Optional<Frontier> within) ->
            scope
                .since()
                .ifPresent(
                    since ->
                        reached(since, chain, frontier.flatMap(tree -> within.map(tree::join))));
      }
    }
    long listed = range.noted().stream().filter(Noted.Found.class::isInstance).count();
    findingsCount += range.findingsCount() - listed;
    frontier =
        range.isWhole() && range.from() == frontier.map(Frontier::size).orElse(-1L)
            ? frontier.map(tree -> tree.join(range.frontier()))
            : Optional.empty();
    next = Math.max(next, range.next());
    entries += range.entries();
    checkpoints += range.checkpoints();
  }

  /// Takes a range whose entries are detached.
  void joinDetached(RangeResult range) {
    rotatedWithin(range.from(), range.next());
    detached = range.next();
    join(range);
  }

  /// Takes a range that was not rehashed.
  ///
  /// @param subtrees over its entries, as they are known, in their order
  /// @param last its last entry, unless it is gone
  void join(List<Frontier> subtrees, Optional<EntryRow> last) {
    long from = next;
    for (Frontier subtree : subtrees) {
      frontier = frontier.map(tree -> tree.join(subtree));
      next += subtree.size();
    }
    rotatedWithin(from, next);
    if (last.isEmpty()) {
      find(OptionalLong.of(next - 1), "entries %d to %d are missing".formatted(next - 1, next - 1));
    }
    chainHash = last.map(EntryRow::chainHash);
    receivedAt = last.map(EntryRow::receivedAt);
  }

  private void signed(long size, Digest root, Optional<Frontier> tree) {
    // Behind a gap there is no tree to compare with; that is a finding already.
    if (!tree.map(Frontier::root).equals(Optional.of(root))) {
      find(
          OptionalLong.empty(),
          "the checkpoint of %d entries has another root than they have".formatted(size));
    }
  }

  private void unknown(Noted.Unknown unknown) {
    try {
      Checkpoint checkpoint = Checkpoint.open(unknown.note(), history.keys());
      if (!checkpoint.origin().equals(origin)) {
        find(
            OptionalLong.empty(),
            "the checkpoint of %d entries is of another log".formatted(unknown.size()));
      }
      signed(
          unknown.size(),
          checkpoint.root(),
          frontier.flatMap(tree -> unknown.within().map(tree::join)));
    } catch (UntrustedNoteException | MalformedNoteException untrusted) {
      find(
          OptionalLong.empty(),
          "the checkpoint of %d entries: %s".formatted(unknown.size(), untrusted.getMessage()));
    }
  }

  /// Takes the rotations of entries that were not read from what is known of the log's keys: each
  /// proves itself.
  private void rotatedWithin(long from, long to) {
    known.steps().stream()
        .filter(step -> step.index() >= from && step.index() < to)
        .forEach(this::rotated);
  }

  /// What does not follow the log's keys rotates none: the checkpoints behind it will show it.
  private void rotated(KeyHistory.Step step) {
    try {
      history = history.with(step);
    } catch (MalformedNoteException none) {
      find(OptionalLong.of(step.index()), ROTATES_NOTHING + none.getMessage());
    }
  }

  private void reached(Scope.Since since, Digest chain, Optional<Frontier> tree) {
    if (!tree.map(Frontier::root).equals(Optional.of(since.root()))
        || !chain.equals(since.chainHash())) {
      find(
          OptionalLong.empty(),
          "the first %d entries are not those that were verified before".formatted(since.size()));
    }
  }

  /// There are fewer entries than were verified before.
  void shrunk(long verified, long size) {
    find(
        OptionalLong.empty(),
        "%d entries were verified before, there are %d".formatted(verified, size));
  }

  /// The newest checkpoint, against the number of entries there are now.
  void beyond(SignedNote newest, long size) {
    long signed = sizeOf(newest);
    if (signed > size) {
      find(
          OptionalLong.empty(),
          "a checkpoint of %d entries was published, there are %d".formatted(signed, size));
    }
  }

  /// The newest checkpoint cannot be read; told once, also where it was met before.
  Optional<SignedNote> unreadable(Throwable why) {
    String what = String.valueOf(why.getMessage());
    if (findings.stream().noneMatch(finding -> finding.what().equals(what))) {
      find(OptionalLong.empty(), what);
    }
    return Optional.empty();
  }

  /// An entry that is stored at or behind the end, against the number of entries there are now.
  void behind(EntryRow row, long size) {
    find(
        OptionalLong.of(row.index()),
        "it is stored behind the end of the log: the head says %d entries".formatted(size));
  }

  /// Compares all that was read with the head that was read before it.
  Verification finish(Head head) {
    if (next != head.size()) {
      find(
          OptionalLong.empty(),
          "the head says %d entries, the last one is missing".formatted(head.size()));
    } else if (!frontier.map(Frontier::root).equals(Optional.of(head.root()))) {
      find(OptionalLong.empty(), "the head has another root than the entries");
    } else if (!chainHash.orElse(head.chainHash()).equals(head.chainHash())) {
      find(OptionalLong.empty(), "the head has another chain hash than the last entry");
    } else if (next > 0 && !receivedAt.orElse(head.receivedAt()).equals(head.receivedAt())) {
      find(OptionalLong.empty(), "the head has another time of receipt than the last entry");
    }
    return findingsCount == 0
        ? new Verification.Sound(entries, checkpoints, head.root())
        : new Verification.Unsound(entries, checkpoints, findings, findingsCount);
  }

  private void joinEdges(Edges edges) {
    if (edges.firstIndex() != next) {
      find(
          OptionalLong.of(next),
          "entries %d to %d are missing".formatted(next, edges.firstIndex() - 1));
    }
    boolean isBroken =
        chainHash
            .map(before -> ChainHash.next(before, edges.firstIndex(), edges.firstLeafHash()))
            .map(expected -> !expected.equals(edges.firstChainHash()))
            .orElse(false);
    if (isBroken) {
      find(OptionalLong.of(edges.firstIndex()), CHAIN_BROKEN);
    }
    chainHash = Optional.of(edges.lastChainHash());
  }

  private void joinTimes(Times times) {
    if (receivedAt.map(times.first()::isBefore).orElse(false)) {
      find(OptionalLong.of(times.firstIndex()), RECEIVED_BEFORE);
    }
    receivedAt = Optional.of(times.last());
  }

  /// The size that a note claims, trusted or not; 0 if it claims none.
  static long sizeOf(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (MalformedNoteException malformed) {
      return 0;
    }
  }

  private void find(OptionalLong index, String what) {
    if (findingsCount++ < findingsMax) {
      findings.add(new Finding(index, what));
    }
  }
}
