package io.ledgerline.pg.vault;

import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.Queries;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Legal holds in PostgreSQL. Every method works on any thread.
public final class PgHoldStore implements HoldStore {

  private static final String COLUMNS =
      "h.hold_id, h.matter, h.first_index, h.last_index, h.subject_hash, h.placed_by, h.lifted_by";

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgHoldStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<Hold> keep(LogId log, Hold hold) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(log.value());
    values.add(hold.id());
    values.add(hold.matter());
    values.add(hold.range().map(Range::first).orElse(null));
    values.add(hold.range().map(Range::last).orElse(null));
    values.add(hold.subject().map(PgHoldStore::buffer).orElse(null));
    return queries
        .rows(
            """
            INSERT INTO ledger.hold (log_id, hold_id, matter, first_index, last_index, subject_hash)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (log_id, hold_id) DO NOTHING
            """,
            Tuple.from(values))
        .chain(
            () ->
                queries.rows(
                    "SELECT " + COLUMNS + " FROM ledger.hold h WHERE log_id = $1 AND hold_id = $2",
                    log.value(),
                    hold.id()))
        .map(found -> hold(found.getFirst()));
  }

  @Override
  public Uni<Void> placed(LogId log, UUID id, long entry) {
    return queries
        .rows(
            """
            UPDATE ledger.hold SET placed_by = $3
            WHERE log_id = $1 AND hold_id = $2 AND placed_by IS NULL
            """,
            log.value(),
            id,
            entry)
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> lifted(LogId log, UUID id, long entry) {
    return queries
        .rows(
            """
            UPDATE ledger.hold SET lifted_by = $3
            WHERE log_id = $1 AND hold_id = $2 AND lifted_by IS NULL
            """,
            log.value(),
            id,
            entry)
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Hold>> all(LogId log) {
    return queries
        .rows(
            "SELECT "
                + COLUMNS
                + """
                 FROM ledger.hold h WHERE h.log_id = $1
                ORDER BY h.lifted_by IS NOT NULL, h.placed_by, h.hold_id
                """,
            log.value())
        .map(found -> found.stream().map(PgHoldStore::hold).toList());
  }

  @Override
  public Uni<List<Held>> on(LogId log, Collection<Long> indices, Optional<Digest> subject) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(log.value());
    values.add(indices.toArray(Long[]::new));
    values.add(subject.map(PgHoldStore::buffer).orElse(null));
    return queries
        .rows(
            "SELECT o.index, "
                + COLUMNS
                + " FROM ledger.holds_on($1, $2::bigint[]) o"
                + " JOIN ledger.hold h ON h.log_id = $1 AND h.hold_id = o.hold_id"
                + " UNION ALL SELECT -1, "
                + COLUMNS
                + " FROM ledger.hold h"
                + " WHERE h.log_id = $1 AND h.lifted_by IS NULL AND h.subject_hash = $3::bytea"
                + " ORDER BY 1, 2",
            Tuple.from(values))
        .map(
            found -> found.stream().map(row -> new Held(row.getLong("index"), hold(row))).toList());
  }

  private static Hold hold(Row row) {
    Long first = row.getLong("first_index");
    Long last = row.getLong("last_index");
    Buffer subject = row.getBuffer("subject_hash");
    return new Hold(
        row.getUUID("hold_id"),
        row.getString("matter"),
        first == null || last == null ? Optional.empty() : Optional.of(new Range(first, last)),
        subject == null
            ? Optional.empty()
            : Optional.of(Digest.of(subject.getBytes(0, subject.length()))),
        number(row.getLong("placed_by")),
        number(row.getLong("lifted_by")));
  }

  private static OptionalLong number(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Buffer buffer(Digest digest) {
    return Buffer.buffer(digest.toArray());
  }
}
