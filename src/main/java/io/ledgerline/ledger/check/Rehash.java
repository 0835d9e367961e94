package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.Head;
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

/// The state of one verification: chain and tree over what was read so far.
///
/// For one thread at a time. After a finding it goes on with what is stored, so that one fault is
/// one finding and not one for every entry behind it.
final class Rehash {

  private final Genesis genesis;
  private final Erasures erasures;
  private final int findingsMax;
  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<Long, UnitSet> unseen = new TreeMap<>();
  private KeyHistory history;
  private long findingsCount;
  private long checkpoints;
  private long entries;
  private long next;
  private Frontier frontier = Frontier.EMPTY;
  private Digest chainHash = ChainHash.BEFORE_FIRST;
  private Instant receivedAt = Instant.EPOCH;

  Rehash(Genesis genesis, Erasures erasures, int findingsMax) {
    this.genesis = genesis;
    this.erasures = erasures;
    this.findingsMax = findingsMax;
    this.history = KeyHistory.of(genesis.log().toString(), genesis.key());
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

  /// What is known of erasures.
  Erasures erasures() {
    return erasures;
  }

  /// The index that is expected next.
  long size() {
    return next;
  }

  /// Takes the entries behind the last ones.
  ///
  /// @param notes checkpoints of sizes behind the last one, by size; those that are larger than the
  ///   page are passed over
  void page(List<PayloadRow> rows, List<SignedNote> notes) {
    List<Digest> pending = new ArrayList<>();
    int note = 0;
    for (PayloadRow row : rows) {
      pending.add(entry(row));
      while (note < notes.size() && sizeOf(notes.get(note)) <= next) {
        frontier = frontier.append(pending);
        pending.clear();
        checkpoint(notes.get(note++));
      }
    }
    frontier = frontier.append(pending);
  }

  /// The newest checkpoint, against the number of entries there are now.
  void beyond(SignedNote newest, long size) {
    if (sizeOf(newest) > size) {
      find(
          OptionalLong.empty(),
          "a checkpoint of %d entries was published, there are %d".formatted(sizeOf(newest), size));
    }
  }

  /// An entry that is stored at or behind the end, against the number of entries there are now.
  void behind(EntryRow row, long size) {
    find(row, "it is stored behind the end of the log: the head says %d entries".formatted(size));
  }

  /// What somebody else found.
  void found(List<Finding> others) {
    others.forEach(finding -> find(finding.index(), finding.what()));
  }

  /// Compares all that was read with the head that was read before it.
  Verification finish(Head head) {
    if (next != head.size()) {
      find(
          OptionalLong.empty(),
          "the head says %d entries, the last one is missing".formatted(head.size()));
    } else if (!frontier.root().equals(head.root())) {
      find(OptionalLong.empty(), "the head has another root than the entries");
    } else if (!chainHash.equals(head.chainHash())) {
      find(OptionalLong.empty(), "the head has another chain hash than the last entry");
    } else if (next > 0 && !receivedAt.equals(head.receivedAt())) {
      find(OptionalLong.empty(), "the head has another time of receipt than the last entry");
    }
    return findingsCount == 0
        ? new Verification.Sound(entries, checkpoints, frontier.root())
        : new Verification.Unsound(entries, checkpoints, findings, findingsCount);
  }

  private Digest entry(PayloadRow stored) {
    EntryRow row = stored.row();
    if (row.index() != next) {
      find(OptionalLong.of(next), "entries %d to %d are missing".formatted(next, row.index() - 1));
    }
    Digest leafHash = Digest.ofLeaf(row.leaf().view());
    if (!leafHash.equals(row.leafHash())) {
      find(row, "the leaf hash is not that of the leaf");
    }
    if (!row.chainHash().equals(ChainHash.next(chainHash, row.index(), leafHash))) {
      find(row, "the chain hash does not follow from the entry before");
    }
    try {
      leaf(stored, Leaf.parse(row.leaf()));
    } catch (CorruptEntryException noLeaf) {
      find(row, String.valueOf(noLeaf.getMessage()));
    }
    chainHash = row.chainHash();
    next = row.index() + 1;
    entries++;
    return leafHash;
  }

  private void leaf(PayloadRow stored, Leaf leaf) {
    if (leaf.receivedAt().isBefore(receivedAt)) {
      find(stored.row(), "it was received before the entry before it");
    }
    if (!leaf.receivedAt().equals(stored.row().receivedAt())) {
      find(stored.row(), "the stored time of receipt is not that of the leaf");
    }
    receivedAt = leaf.receivedAt();
    long index = stored.row().index();
    new StoredPayload(stored, leaf)
        .faults(unit -> erasures.isErased(index, unit))
        .forEach(fault -> find(stored.row(), fault));
    UnitSet erased = erasures.of(stored, leaf);
    if (!erased.isEmpty()) {
      unseen.put(index, erased);
    }
    if (leaf.type().equals(RotationEntry.TYPE)) {
      rotation(stored);
    }
    if (index == 0) {
      String expected = genesis.toJson().toString();
      boolean isGenesis =
          leaf.type().equals(Genesis.TYPE)
              && stored.units().stream()
                  .map(unit -> unit.value())
                  .allMatch(value -> value != null && value.utf8().equals(expected));
      if (!isGenesis) {
        find(stored.row(), "it is not the genesis of the log " + genesis.log());
      }
    }
  }

  /// What does not follow the log's keys rotates none: the checkpoints behind it will show it.
  private void rotation(PayloadRow stored) {
    Bytes value = stored.units().getFirst().value();
    if (stored.units().size() == 1 && value != null) {
      try {
        KeyRotation rotation = RotationEntry.parse(value);
        history = history.with(new KeyHistory.Step(stored.row().index(), rotation));
      } catch (CorruptEntryException | MalformedNoteException none) {
        find(stored.row(), "it rotates no key of the log: " + none.getMessage());
      }
    }
  }

  private void checkpoint(SignedNote note) {
    checkpoints++;
    long size = sizeOf(note);
    try {
      Checkpoint checkpoint = Checkpoint.open(note, history.keys());
      if (!checkpoint.origin().equals(genesis.origin())) {
        find(
            OptionalLong.empty(), "the checkpoint of %d entries is of another log".formatted(size));
      }
      // Behind a gap the tree has fewer leaves than the size says; that is a finding already.
      if (frontier.size() != size || !checkpoint.root().equals(frontier.root())) {
        find(
            OptionalLong.empty(),
            "the checkpoint of %d entries has another root than they have".formatted(size));
      }
    } catch (UntrustedNoteException | MalformedNoteException untrusted) {
      find(
          OptionalLong.empty(),
          "the checkpoint of %d entries: %s".formatted(size, untrusted.getMessage()));
    }
  }

  /// The size that a note claims, trusted or not; 0 if it claims none.
  private static long sizeOf(SignedNote note) {
    return checkpointOf(note).map(Checkpoint::size).orElse(0L);
  }

  static Optional<Checkpoint> checkpointOf(SignedNote note) {
    try {
      return Optional.of(Checkpoint.parse(note.text()));
    } catch (MalformedNoteException malformed) {
      return Optional.empty();
    }
  }

  private void find(EntryRow row, String what) {
    find(OptionalLong.of(row.index()), what);
  }

  private void find(OptionalLong index, String what) {
    findingsCount++;
    if (findings.size() < findingsMax) {
      findings.add(new Finding(index, what));
    }
  }
}
