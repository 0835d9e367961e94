package io.ledgerline.segment.archive;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.check.payload.StoredPayload;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.segment.Segment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The export of one segment, read back before the database lets go of it. For one thread.
///
/// @param directory has its files, which are those of the manifest
/// @param log the log that it says it is of
/// @param segment what it says it is
public record ExportedSegment(Path directory, LogId log, Segment segment) {

  private static final int WIDTH = TilePath.FULL_WIDTH;

  /// What was hashed.
  ///
  /// @param manifest the SHA-256 of the manifest
  /// @param erasedUnits how many units are not in the archive, because they were erased before
  public record Verified(Digest manifest, long erasedUnits) {}

  /// Opens an export, and compares every file with its manifest.
  ///
  /// @throws ArchiveException if a file was changed, or it is not of one segment
  public static ExportedSegment open(Path directory) {
    ArchiveFiles files = ExportedLog.complete(directory);
    Description description =
        ExportedLog.read(
            ArchiveFiles.DESCRIPTION,
            () -> Description.parse(files.read(ArchiveFiles.DESCRIPTION)));
    return new ExportedSegment(
        directory,
        description.genesis().log(),
        description
            .segment()
            .orElseThrow(() -> new ArchiveException(directory + " has no segment, but a log")));
  }

  /// Hashes everything: payloads against leaves, leaves against the root, and the chain from the
  /// first entry to the last.
  ///
  /// @throws ArchiveException if something does not fit; the message names the file
  public Verified verify() {
    ArchiveFiles files = new ArchiveFiles(directory);
    Frontier tree = Frontier.EMPTY;
    long erasedUnits = 0;
    Optional<Digest> chainHash =
        segment.first() == 0 ? Optional.of(ChainHash.BEFORE_FIRST) : Optional.empty();
    for (long bundle = segment.first() / WIDTH; bundle * WIDTH <= segment.last(); bundle++) {
      List<PayloadRow> rows =
          ExportedLog.readBundle(files, bundle, segment.last() + 1).stream()
              .map(ExportedLog.Page::row)
              .toList();
      for (PayloadRow row : rows) {
        requirePayload(row);
        erasedUnits += row.units().stream().filter(unit -> unit.value() == null).count();
        requireChain(chainHash, row.row());
        chainHash = Optional.of(row.row().chainHash());
      }
      tree = tree.append(rows.stream().map(row -> row.row().leafHash()).toList());
    }
    if (!tree.root().equals(segment.root())
        || !chainHash.equals(Optional.of(segment.chainHash()))) {
      throw new ArchiveException(
          "the leaves do not give root and chain hash of " + ArchiveFiles.DESCRIPTION);
    }
    return new Verified(
        new Hasher().bytes(files.read(ArchiveFiles.MANIFEST).view()).finish(), erasedUnits);
  }

  /// What an erasure took is not here either; which one, the database says.
  private static void requirePayload(PayloadRow row) {
    long index = row.row().index();
    try {
      List<String> faults =
          new StoredPayload(row, LeafFields.read(row.row().leaf()))
              .faults(unit -> unit.erasedBy() != null);
      if (!faults.isEmpty()) {
        throw refused(index, faults.getFirst());
      }
    } catch (CorruptEntryException noLeaf) {
      throw refused(index, String.valueOf(noLeaf.getMessage()));
    }
  }

  private static void requireChain(Optional<Digest> before, EntryRow row) {
    Optional<Digest> follows =
        before.map(hash -> ChainHash.next(hash, row.index(), row.leafHash()));
    if (follows.isPresent() && !follows.get().equals(row.chainHash())) {
      throw refused(row.index(), "the chain hash does not follow from the entry before");
    }
  }

  private static ArchiveException refused(long index, String what) {
    return new ArchiveException(
        "entry %d (%s): %s".formatted(index, ArchiveFiles.units(index / WIDTH), what));
  }
}
