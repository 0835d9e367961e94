package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Salt;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.Submission;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.segment.RowsOfEntries;
import io.ledgerline.segment.SegmentStore;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.hold.HoldStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/// Writes an exported log, after all of it was verified, into a store that has none, or the
/// beginning of this one: an import that was stopped goes on.
///
/// Checkpoints are written before the entries, so that a log which is only half there is behind its
/// own checkpoint, and nothing is appended to it; legal holds too, so that nothing held is erased.
/// A unit that was erased is written without its value, and its erasure entry erases it once more,
/// by the same transaction as the first time. What seals and announcements of archives say of
/// segments is written last, as far as the entries bear it out.
///
/// For one thread.
public final class LogImport {

  private static final int ATTEMPTS_MAX = 3;
  private static final long BATCH_BYTES_MAX = 8L << 20;

  private static final Salt NO_SALT = new Salt(Bytes.owned(new byte[Salt.SIZE_BYTES]));
  private static final Bytes NO_VALUE = Bytes.utf8("null");

  private final EntryStore entries;
  private final CheckpointStore checkpoints;
  private final HoldStore holds;
  private final SegmentStore segments;
  private final RandomGenerator random;

  /// An import into these stores.
  ///
  /// @param entries keeps identities as it is handed them: an export has them under their key
  ///   already
  /// @param random of batch ids
  public LogImport(
      EntryStore entries,
      CheckpointStore checkpoints,
      HoldStore holds,
      SegmentStore segments,
      RandomGenerator random) {
    this.segments = segments;
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.holds = holds;
    this.random = random;
  }

  /// Verifies, then writes.
  ///
  /// @param onVerified is told how many entries were verified
  /// @param onWritten is told how many entries are written
  /// @return the ids of the legal holds that are in force
  /// @throws ArchiveException if something does not fit, before anything is written; or if the
  ///   store has another log, or refuses an entry
  public List<String> run(ExportedLog exported, LongConsumer onVerified, LongConsumer onWritten) {
    exported.verify(onVerified);
    HoldImport legal = HoldImport.of(exported, index -> row(exported, index));
    if (!entries.open(exported.genesis()).await().indefinitely().equals(exported.genesis())) {
      throw new ArchiveException("there is a log already, and it is another one");
    }
    Head head = entries.head(exported.genesis().log()).await().indefinitely();
    requireBeginning(exported, head);
    List<SignedNote> notes = exported.checkpoints();
    for (SignedNote note : notes.reversed()) {
      checkpoints
          .keep(exported.genesis().log(), Checkpoint.parse(note.text()), note)
          .await()
          .indefinitely();
    }
    List<String> inForce = legal.into(exported.genesis().log(), holds);
    while (head.size() < exported.size()) {
      head = append(exported, next(exported, head));
      onWritten.accept(head.size());
    }
    rowsOf(exported).keepIn(segments, exported.genesis().log());
    return inForce;
  }

  /// What the entries say of segments.
  private static RowsOfEntries rowsOf(ExportedLog exported) {
    RowsOfEntries rows = new RowsOfEntries(exported.genesis().segmentSize());
    for (long index = 0; index < exported.size(); index++) {
      PayloadRow row = row(exported, index);
      rows.next(row.row().leafHash(), row.row().chainHash());
      Bytes value = row.units().getFirst().value();
      if (value != null) {
        rows.says(index, Leaf.parse(row.row().leaf()).type(), value);
      }
    }
    return rows;
  }

  private static void requireBeginning(ExportedLog exported, Head head) {
    boolean isBeginning =
        head.size() == 0
            || (head.size() <= exported.size()
                && row(exported, head.size() - 1).row().chainHash().equals(head.chainHash()));
    if (!isBeginning) {
      throw new ArchiveException(
          "the database has %d entries that are not the beginning of this export"
              .formatted(head.size()));
    }
  }

  private Head append(ExportedLog exported, Batch batch) {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      Written written = entries.append(exported.genesis().log(), batch).await().indefinitely();
      switch (written) {
        case Written.Committed _ -> {
          return batch.after();
        }
        // A store that makes room for a new segment says so once.
        case Written.Moved _ -> {}
        case Written.Refused(var reason) ->
            throw new ArchiveException("entry %d: %s".formatted(batch.before().size(), reason));
        case Written.Repeats(var known) ->
            throw new ArchiveException(
                "the identity of entry %d is there twice".formatted(known.getFirst().index()));
      }
    }
    throw new ArchiveException("somebody else writes to the database");
  }

  /// Entries that the store takes at once: received at the same time, and an erasure only as the
  /// first, as it looks for what it erases.
  private Batch next(ExportedLog exported, Head before) {
    List<Batch.Line> lines = new ArrayList<>();
    long sizeBytes = 0;
    long end = Math.min(exported.size(), bundleOf(before.size()) + TilePath.FULL_WIDTH);
    for (long index = before.size(); index < end; index++) {
      ExportedLog.Page page = page(exported, index);
      Batch.Line line = line(page);
      sizeBytes += line.submission().payload().units().stream().mapToLong(LogImport::size).sum();
      boolean isApart =
          !lines.isEmpty()
              && (!line.leaf().receivedAt().equals(lines.getFirst().leaf().receivedAt())
                  || line.leaf().type().equals(Erasure.TYPE)
                  || sizeBytes > BATCH_BYTES_MAX);
      if (isApart) {
        break;
      }
      lines.add(line);
    }
    Head after =
        new Head(
            before.frontier().append(lines.stream().map(Batch.Line::leafHash).toList()),
            lines.getLast().chainHash(),
            lines.getLast().leaf().receivedAt(),
            before.epoch() + 1);
    return new Batch(new UUID(random.nextLong(), random.nextLong()), before, after, lines);
  }

  private static Batch.Line line(ExportedLog.Page page) {
    PayloadRow row = page.row();
    EntryOrigin origin = page.entry().origin();
    Leaf leaf = Leaf.parse(row.row().leaf());
    Salt eventSalt = row.eventSalt();
    Payload payload =
        new Payload(
            leaf.mediaType(),
            eventSalt == null ? NO_SALT : eventSalt,
            row.units().stream().map(LogImport::unit).toList());
    LeafDraft draft =
        new LeafDraft(
            leaf.type(),
            leaf.mediaType(),
            leaf.producer(),
            leaf.tenant(),
            new Commitment(leaf.eventDigest(), row.units().stream().map(UnitRow::digest).toList()),
            leaf.redactions(),
            leaf.numbering());
    UnitSet erased =
        leaf.type().equals(Erasure.TYPE)
            ? ErasureTargets.of(leaf.type(), payload.accepted())
            : UnitSet.EMPTY;
    return new Batch.Line(
        row.row().index(),
        leaf,
        row.row().leafHash(),
        row.row().chainHash(),
        new Submission(
            draft,
            payload,
            new Identity(origin.keyHash(), origin.contentHash()),
            origin.retentionClass(),
            new Submission.Beside(origin.subjects(), erased)));
  }

  /// A unit that is gone is written as nothing, until its erasure entry takes that too.
  private static DataUnit unit(UnitRow row) {
    Salt salt = row.salt();
    Bytes value = row.value();
    return new DataUnit(
        row.pointer(), salt == null ? NO_SALT : salt, value == null ? NO_VALUE : value);
  }

  private static long size(DataUnit unit) {
    return unit.value().size();
  }

  private static long bundleOf(long index) {
    return index - index % TilePath.FULL_WIDTH;
  }

  private static PayloadRow row(ExportedLog exported, long index) {
    return page(exported, index).row();
  }

  private static ExportedLog.Page page(ExportedLog exported, long index) {
    return exported.bundle(index / TilePath.FULL_WIDTH).get((int) (index % TilePath.FULL_WIDTH));
  }
}
