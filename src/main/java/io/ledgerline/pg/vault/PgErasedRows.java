package io.ledgerline.pg.vault;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.check.RowsBeside;
import io.ledgerline.pg.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows that say that a unit was erased which is there: with such a row, the fence lets whoever can
/// update the unit take it away. Nobody but an attacker makes one.
///
/// What was erased and is rightly gone is compared where its entry is rehashed.
public final class PgErasedRows implements RowsBeside {

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgErasedRows(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<List<Row>> all(LogId log) {
    return Uni.createFrom()
        .deferred(
            () -> {
              List<Row> there = new ArrayList<>();
              return pagesFrom(log, 0, there).replaceWith(there);
            });
  }

  private Uni<Void> pagesFrom(LogId log, long index, List<Row> there) {
    return queries
        .rows(
            """
            WITH page AS MATERIALIZED (
              SELECT x.index, x.unit, x.erased_by FROM ledger.erased_unit x
              WHERE x.log_id = $1 AND x.index >= $2
              ORDER BY x.index FETCH FIRST 5000 ROWS WITH TIES)
            SELECT p.index, p.unit, p.erased_by, u.value IS NOT NULL AS is_there
            FROM page p LEFT JOIN ledger.unit u
              ON u.log_id = $1 AND u.index = p.index AND u.unit = p.unit
            ORDER BY p.index, p.unit
            """,
            log.value(),
            index)
        .chain(
            page -> {
              if (page.isEmpty()) {
                return Uni.createFrom().voidItem();
              }
              page.stream()
                  .filter(row -> row.getBoolean("is_there"))
                  .map(PgErasedRows::row)
                  .forEach(there::add);
              return pagesFrom(log, page.getLast().getLong("index") + 1, there);
            });
  }

  private static Row row(io.vertx.sqlclient.Row row) {
    return new Row(
        row.getLong("erased_by"),
        "unit %d of entry %d is there, and the row of its erasure"
            .formatted(row.getInteger("unit"), row.getLong("index")),
        "");
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    return Optional.empty();
  }
}
