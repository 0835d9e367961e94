package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// An export as the stores that a verification reads; nothing can be written to it.
///
/// @param exported the files
/// @param end where its entries end
record ExportedStores(ExportedLog exported, Head end) implements EntryStore {

  private static final int WIDTH = TilePath.FULL_WIDTH;

  @Override
  public Uni<Genesis> open(Genesis proposed) {
    return Uni.createFrom().item(exported::genesis);
  }

  @Override
  public Uni<Head> head(LogId log) {
    return Uni.createFrom().item(end);
  }

  @Override
  public Uni<Written> append(LogId log, Batch batch) {
    return readOnly();
  }

  @Override
  public Uni<Boolean> isCommitted(LogId log, Batch batch) {
    return readOnly();
  }

  @Override
  public Uni<List<Known>> known(LogId log, List<Identity> identities) {
    return readOnly();
  }

  @Override
  public Uni<List<Opening>> openings(LogId log, Collection<Long> indices) {
    return readOnly();
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return payloadRows(log, from, countMax, Long.MAX_VALUE)
        .map(rows -> rows.stream().map(PayloadRow::row).toList());
  }

  /// The rest of a bundle at most.
  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return item(
        () ->
            from >= exported.size()
                ? List.of()
                : exported.bundle(from / WIDTH).stream()
                    .skip(from % WIDTH)
                    .limit(countMax)
                    .map(ExportedLog.Page::row)
                    .toList());
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return rows(log, from, countMax).map(rows -> rows.stream().map(EntryRow::leafHash).toList());
  }

  CheckpointStore checkpoints() {
    List<SignedNote> notes = exported.checkpoints();
    return new CheckpointStore() {
      @Override
      public Uni<SignedNote> keep(LogId log, Checkpoint checkpoint, SignedNote note) {
        return readOnly();
      }

      @Override
      public Uni<Optional<SignedNote>> newest(LogId log) {
        return item(() -> notes.isEmpty() ? Optional.empty() : Optional.of(notes.getLast()));
      }

      @Override
      public Uni<List<SignedNote>> page(LogId log, long sizeMin, int countMax) {
        return item(
            () ->
                notes.stream()
                    .filter(note -> Checkpoint.parse(note.text()).size() >= sizeMin)
                    .limit(countMax)
                    .toList());
      }
    };
  }

  TileStore tiles() {
    return new TileStore() {
      @Override
      public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
        return item(
            () -> exported.hasTile(path) ? Optional.of(exported.tile(path)) : Optional.empty());
      }

      @Override
      public Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles) {
        return readOnly();
      }

      @Override
      public Uni<Long> integrated(LogId log) {
        return item(() -> exported.size() - exported.size() % WIDTH);
      }

      @Override
      public Uni<Void> integrated(LogId log, long size) {
        return readOnly();
      }
    };
  }

  private static <T> Uni<T> item(Supplier<T> reader) {
    return Uni.createFrom().item(reader);
  }

  private static <T> Uni<T> readOnly() {
    return Uni.createFrom().failure(new UnsupportedOperationException("an export is read"));
  }
}
