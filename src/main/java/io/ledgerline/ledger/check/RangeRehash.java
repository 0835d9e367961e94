package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.check.RangeResult.Edges;
import io.ledgerline.ledger.check.RangeResult.Noted;
import io.ledgerline.ledger.check.RangeResult.Times;
import io.ledgerline.ledger.check.payload.Erasures;
import io.ledgerline.ledger.check.payload.StoredPayload;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rehashes a range of entries, in their order, knowing nothing of those before it.
///
/// For one thread at a time. After a finding it goes on with what is stored, so that one fault is
/// one finding and not one for every entry behind it.
final class RangeRehash {

  private final Genesis genesis;
  private final Erasures erasures;
  private final int findingsMax;
  private final long from;
  private final long watched;
  private final List<SignedNote> notes;
  private final Optional<TileComparison> tiles;
  private final RowsBeside rows;
  private final List<Noted> noted = new ArrayList<>();
  private final List<Digest> pending = new ArrayList<>();
  private long findingsCount;
  private final SortedMap<Long, UnitSet> unseen = new TreeMap<>();
  private int note;
  private long checkpoints;
  private long entries;
  private long next;
  private Frontier frontier = Frontier.EMPTY;
  private boolean isWhole = true;
  private @Nullable Edges edges;
  private @Nullable Times times;

  /// A range of which nothing is read yet.
  ///
  /// @param from its first index
  /// @param watched a size at which the state is noted; 0 for none
  /// @param notes the checkpoints of sizes behind `from`, by size; those that are larger than the
  ///   range are passed over
  /// @param tiles compares those of the range
  /// @param rows tells what rows beside the entries repeat
  /// @param findingsMax how many findings are listed
  RangeRehash(
      Genesis genesis,
      Erasures erasures,
      long from,
      long watched,
      List<SignedNote> notes,
      Optional<TileComparison> tiles,
      RowsBeside rows,
      int findingsMax) {
    this.genesis = genesis;
    this.erasures = erasures;
    this.from = from;
    this.next = from;
    this.watched = watched;
    this.notes = List.copyOf(notes);
    this.tiles = tiles;
    this.rows = rows;
    this.findingsMax = findingsMax;
  }

  /// What is known of erasures.
  Erasures erasures() {
    return erasures;
  }

  /// The erasures among the entries that were taken since this was asked last: what they erased
  /// stands before them, and has to be looked at again.
  SortedMap<Long, UnitSet> takeErasures() {
    SortedMap<Long, UnitSet> taken = new TreeMap<>(unseen);
    unseen.clear();
    return taken;
  }

  /// An entry of which an erasure took units, as it is stored now.
  void erased(PayloadRow stored, long erasure, UnitSet units) {
    for (UnitRow unit : stored.units()) {
      if (units.contains(stored.row().index(), unit.number())
          && (unit.value() != null || unit.salt() != null)) {
        find(
            stored.row(),
            "unit %d is there, though entry %d erased it".formatted(unit.number(), erasure));
      }
    }
  }

  /// The index that is expected next.
  long next() {
    return next;
  }

  /// Takes the entries behind the last ones, with their payloads.
  void page(List<PayloadRow> rows) {
    for (PayloadRow row : rows) {
      entry(row.row(), row);
      checkpointsUpTo(next);
    }
    pageDone();
  }

  /// Takes the entries behind the last ones, without their payloads.
  void leaves(List<EntryRow> rows) {
    for (EntryRow row : rows) {
      entry(row, null);
      checkpointsUpTo(next);
    }
    pageDone();
  }

  /// What the range says, once all that is there was taken.
  ///
  /// @param to the index behind the range
  RangeResult finish(long to) {
    isWhole &= next >= to;
    checkpointsUpTo(to);
    return new RangeResult(
        from,
        next,
        Optional.ofNullable(edges),
        Optional.ofNullable(times),
        frontier,
        isWhole,
        List.copyOf(noted),
        findingsCount,
        entries,
        checkpoints,
        tiles.map(TileComparison::roots).orElse(List.of()));
  }

  private void entry(EntryRow row, @Nullable PayloadRow stored) {
    Digest leafHash = row.leaf().to(Digest::ofLeaf);
    Edges before = edges;
    isWhole &= row.index() == next;
    if (before != null && row.index() != next) {
      find(OptionalLong.of(next), "entries %d to %d are missing".formatted(next, row.index() - 1));
    }
    if (!leafHash.equals(row.leafHash())) {
      find(row, "the leaf hash is not that of the leaf");
    }
    if (before != null
        && !ChainHash.next(before.lastChainHash(), row.index(), leafHash).equals(row.chainHash())) {
      find(row, Joined.CHAIN_BROKEN);
    }
    try {
      leaf(row, stored, LeafFields.read(row.leaf()));
    } catch (CorruptEntryException noLeaf) {
      find(row, String.valueOf(noLeaf.getMessage()));
    }
    edges =
        before == null
            ? new Edges(row.index(), leafHash, row.chainHash(), row.chainHash())
            : new Edges(
                before.firstIndex(),
                before.firstLeafHash(),
                before.firstChainHash(),
                row.chainHash());
    next = row.index() + 1;
    entries++;
    pending.add(leafHash);
    tiles.ifPresent(kept -> kept.entry(row, leafHash));
    if (next == watched) {
      grow();
      noted.add(new Noted.Reached(next, row.chainHash(), within(next)));
    }
  }

  private void leaf(EntryRow row, @Nullable PayloadRow stored, LeafFields leaf) {
    Instant receivedAt = leaf.receivedAt();
    Times before = times;
    if (before != null && receivedAt.isBefore(before.last())) {
      find(row, Joined.RECEIVED_BEFORE);
    }
    if (!receivedAt.equals(row.receivedAt())) {
      find(row, "the stored time of receipt is not that of the leaf");
    }
    times =
        before == null
            ? new Times(row.index(), receivedAt, receivedAt)
            : new Times(before.firstIndex(), before.first(), receivedAt);
    if (stored != null) {
      new StoredPayload(stored, leaf)
          .faults(unit -> erasures.isErased(row.index(), unit))
          .forEach(fault -> find(row, fault));
      Erasures.record(stored, leaf).ifPresent(record -> record(row.index(), leaf, record));
    }
    if (leaf.type().equals(RotationEntry.TYPE)) {
      rotation(row, stored);
    }
    if (row.index() == 0 && !isGenesis(leaf, stored)) {
      find(row, "it is not the genesis of the log " + genesis.log());
    }
  }

  private void record(long index, LeafFields leaf, Bytes record) {
    UnitSet erased = erasures.of(leaf, record);
    if (!erased.isEmpty()) {
      unseen.put(index, erased);
    }
    rows.saidBy(leaf.type(), record).ifPresent(what -> noted.add(new Noted.Said(index, what)));
  }

  private void rotation(EntryRow row, @Nullable PayloadRow stored) {
    if (stored == null) {
      noted.add(new Noted.Rotated(row.index(), Optional.empty()));
      return;
    }
    Bytes value = stored.units().isEmpty() ? null : stored.units().getFirst().value();
    if (stored.units().size() == 1 && value != null) {
      try {
        noted.add(new Noted.Rotated(row.index(), Optional.of(RotationEntry.parse(value))));
      } catch (CorruptEntryException | MalformedNoteException none) {
        find(row, Joined.ROTATES_NOTHING + none.getMessage());
      }
    }
  }

  private boolean isGenesis(LeafFields leaf, @Nullable PayloadRow stored) {
    return leaf.type().equals(Genesis.TYPE)
        && (stored == null || new StoredPayload(stored, leaf).says(genesis.toJson().toString()));
  }

  private void checkpointsUpTo(long size) {
    while (note < notes.size() && Joined.sizeOf(notes.get(note)) <= size) {
      grow();
      checkpoint(notes.get(note++));
    }
  }

  private void pageDone() {
    grow();
    tiles.ifPresent(kept -> kept.compare().forEach(fault -> find(fault.index(), fault.what())));
  }

  private void grow() {
    // Behind a gap the tree is not that of the range any more.
    if (isWhole && !pending.isEmpty()) {
      frontier = frontier.append(pending);
    }
    pending.clear();
  }

  private void checkpoint(SignedNote note) {
    checkpoints++;
    for (Noted each : Noted.of(genesis, note, within(Joined.sizeOf(note)))) {
      if (each instanceof Noted.Found(var finding)) {
        find(finding.index(), finding.what());
      } else {
        noted.add(each);
      }
    }
  }

  private Optional<Frontier> within(long size) {
    return frontier.size() == size - from ? Optional.of(frontier) : Optional.empty();
  }

  private void find(EntryRow row, String what) {
    find(OptionalLong.of(row.index()), what);
  }

  private void find(OptionalLong index, String what) {
    if (findingsCount++ < findingsMax) {
      noted.add(new Noted.Found(new Finding(index, what)));
    }
  }
}
