package io.ledgerline.pg.vault;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.check.RowsBeside;
import io.ledgerline.pg.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
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
    return queries
        .rows(
            """
            SELECT x.index, x.unit, x.erased_by FROM ledger.erased_unit x
            JOIN ledger.unit u ON u.log_id = x.log_id AND u.index = x.index AND u.unit = x.unit
            WHERE x.log_id = $1 AND u.log_id = $1 AND u.value IS NOT NULL ORDER BY x.index, x.unit
            """,
            log.value())
        .map(
            found ->
                found.stream()
                    .map(
                        row ->
                            new Row(
                                row.getLong("erased_by"),
                                "unit %d of entry %d is there, and the row of its erasure"
                                    .formatted(row.getInteger("unit"), row.getLong("index")),
                                ""))
                    .toList());
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    return Optional.empty();
  }
}
