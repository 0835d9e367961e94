package io.ledgerline.pg.segment;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.Queries;
import io.ledgerline.segment.Announcement;
import io.ledgerline.segment.Segment;
import io.ledgerline.segment.SegmentStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/// Which segments are sealed, in PostgreSQL. Every method works on any thread.
public final class PgSegmentStore implements SegmentStore {

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgSegmentStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Void> keep(LogId log, Segment segment) {
    return queries
        .rows(
            """
            INSERT INTO ledger.segment
              (log_id, segment, first_index, last_index, root, chain_hash, sealed_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (log_id, segment) DO NOTHING
            """,
            log.value(),
            segment.number(),
            segment.first(),
            segment.last(),
            Buffer.buffer(segment.root().toArray()),
            Buffer.buffer(segment.chainHash().toArray()),
            segment.sealedBy())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Segment>> page(LogId log, long from, int countMax) {
    return queries
        .rows(
            """
            SELECT segment, first_index, last_index, root, chain_hash, sealed_by
            FROM ledger.segment WHERE log_id = $1 AND segment >= $2 ORDER BY segment LIMIT $3
            """,
            log.value(),
            from,
            countMax)
        .map(found -> found.stream().map(PgSegmentStore::segment).toList());
  }

  @Override
  public Uni<Long> count(LogId log) {
    return queries
        .rows(
            """
            SELECT coalesce(max(segment) + 1, 0) AS next FROM ledger.segment WHERE log_id = $1
            """,
            log.value())
        .map(found -> found.getFirst().getLong("next"));
  }

  @Override
  public Uni<Void> announce(LogId log, Announcement announced) {
    return queries
        .rows(
            """
            INSERT INTO ledger.detachment (log_id, segment, archive, erased_units, recorded_by)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (log_id, segment, archive) DO NOTHING
            """,
            log.value(),
            announced.segment().number(),
            Buffer.buffer(announced.archive().toArray()),
            announced.erasedUnits(),
            announced.recordedBy())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Announcement>> announcements(LogId log) {
    return queries
        .rows(
            """
            SELECT s.segment, s.first_index, s.last_index, s.root, s.chain_hash, s.sealed_by,
              t.archive, t.erased_units, t.recorded_by
            FROM ledger.detachment t JOIN ledger.segment s USING (log_id, segment)
            WHERE t.log_id = $1 ORDER BY t.segment, t.recorded_by
            """,
            log.value())
        .map(
            found ->
                found.stream()
                    .map(
                        row ->
                            new Announcement(
                                segment(row),
                                digest(row, "archive"),
                                row.getLong("erased_units"),
                                row.getLong("recorded_by")))
                    .toList());
  }

  @Override
  public Uni<Long> erasedUnits(LogId log, long first, long last) {
    return queries
        .rows("SELECT ledger.erased_within($1, $2, $3) AS units", log.value(), first, last)
        .map(found -> found.getFirst().getLong("units"));
  }

  @Override
  public Uni<List<UUID>> holds(LogId log, long first, long last) {
    return queries
        .rows(
            "SELECT hold_id FROM ledger.holds_within($1, $2, $3) AS hold_id",
            log.value(),
            first,
            last)
        .map(found -> found.stream().map(row -> row.getUUID("hold_id")).toList());
  }

  private static Segment segment(Row row) {
    return new Segment(
        row.getLong("segment"),
        row.getLong("first_index"),
        row.getLong("last_index"),
        digest(row, "root"),
        digest(row, "chain_hash"),
        row.getLong("sealed_by"));
  }

  private static Digest digest(Row row, String column) {
    Buffer buffer = row.getBuffer(column);
    return Digest.of(buffer.getBytes(0, buffer.length()));
  }
}
