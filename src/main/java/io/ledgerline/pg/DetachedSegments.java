package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What is left of segments that the owner of the database took out: which they are, and their leaf
/// hashes. Asked for only where an entry is not found: the way of everybody else costs nothing.
public final class DetachedSegments {

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public DetachedSegments(Queries queries) {
    this.queries = queries;
  }

  /// All of them.
  Uni<List<DetachedRange>> all(LogId log) {
    return queries
        .rows(
            """
            SELECT segment, first_index, last_index, root, chain_hash, received_at, archive,
              recorded_by
            FROM ledger.detached_segment WHERE log_id = $1 ORDER BY segment
            """,
            log.value())
        .map(found -> found.stream().map(DetachedSegments::range).toList());
  }

  /// Looks whether the entry at an index is detached, where it is not the first one that was found.
  ///
  /// @return fails with [DetachedException] if it is
  Uni<Void> refuse(LogId log, long from, OptionalLong firstFound) {
    return firstFound.isPresent() && firstFound.getAsLong() == from
        ? Uni.createFrom().voidItem()
        : refuse(log, List.of(from));
  }

  /// Looks whether one of these entries, which were not found, is detached.
  ///
  /// @return fails with [DetachedException] if so
  public Uni<Void> refuse(LogId log, Collection<Long> missing) {
    if (missing.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return all(log)
        .invoke(
            ranges -> {
              Optional<DetachedRange> range =
                  ranges.stream().filter(r -> missing.stream().anyMatch(r::has)).findFirst();
              if (range.isPresent()) {
                throw new DetachedException(range.get());
              }
            })
        .replaceWithVoid();
  }

  /// The indices without those that are detached.
  ///
  /// @param found rows of those that are there
  Uni<Collection<Long>> here(LogId log, Collection<Long> indices, List<Row> found) {
    long count = found.stream().map(row -> row.getLong("index")).distinct().count();
    if (count == indices.stream().distinct().count()) {
      return Uni.createFrom().item(indices);
    }
    return all(log)
        .map(
            ranges ->
                indices.stream()
                    .filter(index -> ranges.stream().noneMatch(range -> range.has(index)))
                    .toList());
  }

  /// Leaf hashes from an index on: those that were kept, and behind them those of rows that are
  /// there. Where none was kept, whoever asked sees the gap.
  Uni<List<Digest>> leafHashes(LogId log, long from, int countMax, List<Row> rows) {
    if (!rows.isEmpty() && rows.getFirst().getLong("index") == from) {
      return Uni.createFrom().item(hashes(rows, countMax));
    }
    return kept(log, from, countMax)
        .map(
            kept -> {
              boolean follow =
                  kept.isEmpty()
                      || (!rows.isEmpty()
                          && rows.getFirst().getLong("index") == from + kept.size());
              return follow
                  ? Stream.concat(kept.stream(), hashes(rows, countMax - kept.size()).stream())
                      .toList()
                  : kept;
            });
  }

  private static List<Digest> hashes(List<Row> rows, int countMax) {
    return rows.stream().limit(countMax).map(row -> Columns.digest(row, "leaf_hash")).toList();
  }

  private Uni<List<Digest>> kept(LogId log, long from, int countMax) {
    return queries
        .rows(
            """
            SELECT tile, hashes FROM ledger.detached_tile
            WHERE log_id = $1 AND tile >= $2 ORDER BY tile LIMIT $3
            """,
            log.value(),
            from / TilePath.FULL_WIDTH,
            countMax / TilePath.FULL_WIDTH + 2)
        .map(
            found -> {
              List<Digest> hashes = new ArrayList<>();
              long tile = from / TilePath.FULL_WIDTH;
              int skipped = (int) (from % TilePath.FULL_WIDTH);
              for (Row row : found) {
                if (row.getLong("tile") != tile++) {
                  break;
                }
                Bytes stored = Columns.bytes(row, "hashes");
                for (int i = skipped; i < TilePath.FULL_WIDTH && hashes.size() < countMax; i++) {
                  int at = i * Digest.SIZE_BYTES;
                  hashes.add(Digest.of(stored.slice(at, at + Digest.SIZE_BYTES).toArray()));
                }
                skipped = 0;
              }
              return hashes;
            });
  }

  private static DetachedRange range(Row row) {
    return new DetachedRange(
        row.getLong("segment"),
        row.getLong("first_index"),
        row.getLong("last_index"),
        Columns.digest(row, "root"),
        Columns.digest(row, "chain_hash"),
        row.getOffsetDateTime("received_at").toInstant(),
        Columns.digest(row, "archive"),
        row.getLong("recorded_by"));
  }
}
