package io.ledgerline.pg.vault;

import io.ledgerline.entry.LogId;
import io.ledgerline.pg.Queries;
import io.ledgerline.vault.keys.KeySweep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// What lies under data keys, in PostgreSQL: the triggers `release_key` keep the names of keys from
/// under which something was erased.
///
/// Every method works on any thread.
public final class PgKeyRows implements KeySweep.Rows {

  private final Queries queries;

  /// Asks over the pool of the role `ledger_app`.
  public PgKeyRows(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<List<UUID>> released(LogId log, UUID after, int countMax) {
    return queries
        .rows(
            """
            SELECT r.data_key_id FROM ledger.released_key r
            WHERE r.log_id = $1 AND r.data_key_id > $2
              AND NOT EXISTS (
                SELECT FROM ledger.unit u
                WHERE u.log_id = r.log_id AND u.data_key_id = r.data_key_id)
              AND NOT EXISTS (
                SELECT FROM ledger.quarantine q
                WHERE q.log_id = r.log_id AND q.data_key_id = r.data_key_id)
            ORDER BY r.data_key_id LIMIT $3
            """,
            log.value(),
            after,
            countMax)
        .map(found -> found.stream().map(row -> row.getUUID("data_key_id")).toList());
  }

  @Override
  public Uni<Void> forget(LogId log, Collection<UUID> keys) {
    return queries
        .rows(
            "DELETE FROM ledger.released_key WHERE log_id = $1 AND data_key_id = ANY ($2::uuid[])",
            log.value(),
            keys.toArray(UUID[]::new))
        .replaceWithVoid();
  }
}
