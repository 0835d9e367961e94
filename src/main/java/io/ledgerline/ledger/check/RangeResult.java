package io.ledgerline.ledger.check;

import io.ledgerline.entry.Genesis;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.history.KeyRotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a range of entries says by itself. Whether it follows from the range before it is told when
/// they are joined.
///
/// @param from the first index that belongs to the range
/// @param next the index behind the last entry that is there; `from` if none is
/// @param edges of the range; empty if no entry is there
/// @param times of receipt; empty if no leaf could be read
/// @param frontier over the entries from `from` on, up to the first gap
/// @param isWhole whether no entry is missing between `from` and `next`
/// @param noted what was found and signed, in the order of the entries
/// @param findingsCount how many findings there are, also those that are not in `noted`
/// @param entries how many were rehashed
/// @param checkpoints how many were seen
/// @param tileRoots of its full tiles, if tiles are compared
record RangeResult(
    long from,
    long next,
    Optional<Edges> edges,
    Optional<Times> times,
    Frontier frontier,
    boolean isWhole,
    List<Noted> noted,
    long findingsCount,
    long entries,
    long checkpoints,
    List<Digest> tileRoots) {

  /// The range with what else was found in it.
  RangeResult with(List<Finding> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<Noted> all = new ArrayList<>(noted);
    others.forEach(finding -> all.add(new Noted.Found(finding)));
    long count = findingsCount + others.size();
    return new RangeResult(
        from, next, edges, times, frontier, isWhole, all, count, entries, checkpoints, tileRoots);
  }

  /// Where the range meets its neighbours.
  ///
  /// @param firstIndex the first entry that is there
  /// @param firstLeafHash the hash of its leaf
  /// @param firstChainHash its stored chain hash
  /// @param lastChainHash the stored chain hash of the last entry
  record Edges(
      long firstIndex, Digest firstLeafHash, Digest firstChainHash, Digest lastChainHash) {}

  /// The times of receipt at both ends.
  ///
  /// @param firstIndex the first entry whose leaf could be read
  record Times(long firstIndex, Instant first, Instant last) {}

  /// Something that comes up on the way.
  sealed interface Noted {

    /// It is wrong whatever comes before.
    record Found(Finding finding) implements Noted {}

    /// The log's key signed a root, which the tree with all that is before must have.
    ///
    /// @param size of the checkpoint
    /// @param root that it signs
    /// @param within the tree over the entries of the range at this size, if none is missing
    record Signed(long size, Digest root, Optional<Frontier> within) implements Noted {}

    /// A signature that is not of the log's first key; one of those that followed it may count.
    ///
    /// @param size of the checkpoint
    /// @param within the tree over the entries of the range at this size, if none is missing
    record Unknown(SignedNote note, long size, Optional<Frontier> within) implements Noted {}

    /// An entry that passes the log to another key.
    ///
    /// @param rotation empty if the payload was not read
    record Rotated(long index, Optional<KeyRotation> rotation) implements Noted {}

    /// An entry that a row beside it has to repeat.
    record Said(long index, String what) implements Noted {}

    /// The size that was verified before.
    ///
    /// @param chainHash of the last entry
    /// @param within the tree over the entries of the range at this size, if none is missing
    record Reached(long size, Digest chainHash, Optional<Frontier> within) implements Noted {}

    /// What a checkpoint says by itself.
    ///
    /// @param within the tree over the entries of the range at its size, if none is missing
    static List<Noted> of(Genesis genesis, SignedNote note, Optional<Frontier> within) {
      long size = Joined.sizeOf(note);
      String subject = "the checkpoint of %d entries".formatted(size);
      try {
        Checkpoint checkpoint = Checkpoint.open(note, List.of(genesis.key()));
        Noted signed = new Signed(size, checkpoint.root(), within);
        return checkpoint.origin().equals(genesis.origin())
            ? List.of(signed)
            : List.of(found(subject + " is of another log"), signed);
      } catch (UntrustedNoteException byAnotherKey) {
        return List.of(new Unknown(note, size, within));
      } catch (MalformedNoteException malformed) {
        return List.of(found(subject + ": " + malformed.getMessage()));
      }
    }

    private static Noted found(String what) {
      return new Found(new Finding(OptionalLong.empty(), what));
    }
  }
}
