package io.ledgerline.pg.vault;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.pg.Queries;
import io.ledgerline.vault.retention.RetentionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// What is kept of each class, in PostgreSQL. Every method works on any thread.
public final class PgRetentionStore implements RetentionStore {

  private final Queries queries;

  /// Over the pool of the role `ledger_app`.
  public PgRetentionStore(Pool pool) {
    this.queries = new Queries(pool);
  }

  @Override
  public Uni<List<Long>> kept(
      LogId log, String retentionClass, long from, long before, int countMax) {
    return queries
        .rows(
            """
            SELECT u.index FROM ledger.unit u
            JOIN ledger.entry e ON e.log_id = u.log_id AND e.index = u.index
            WHERE u.log_id = $1 AND u.index >= $2 AND u.index < $3 AND u.unit = 0
              AND u.retention_class = $4 AND u.value IS NOT NULL
              AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'producer' <> $6
            ORDER BY u.index LIMIT $5
            """,
            log.value(),
            from,
            before,
            retentionClass,
            countMax,
            Ledger.SYSTEM_PRODUCER)
        .map(found -> found.stream().map(row -> row.getLong("index")).toList());
  }

  @Override
  public Uni<Long> dropRefused(LogId log, Instant before) {
    return queries
        .rows(
            """
            WITH dropped AS (
              DELETE FROM ledger.quarantine WHERE log_id = $1 AND refused_at < $2 RETURNING 1)
            SELECT count(*) AS dropped FROM dropped
            """,
            log.value(),
            before.atOffset(ZoneOffset.UTC))
        .map(found -> found.getFirst().getLong("dropped"));
  }

  @Override
  public Uni<Boolean> hold(LogId log, String duty, UUID holder, Duration duration) {
    return queries
        .rows(
            """
            INSERT INTO ledger.duty AS d (log_id, duty, holder, until)
            VALUES ($1, $2, $3, now() + make_interval(secs => $4))
            ON CONFLICT (log_id, duty) DO UPDATE
              SET holder = EXCLUDED.holder, until = EXCLUDED.until
              WHERE d.holder = EXCLUDED.holder OR d.until < now()
            RETURNING 1
            """,
            log.value(),
            duty,
            holder,
            (double) duration.toMillis() / 1_000)
        .map(found -> !found.isEmpty());
  }

  /// Gives back every duty of a holder, so that the next who asks has it at once.
  ///
  /// @return how many there were
  public Uni<Integer> release(LogId log, UUID holder) {
    return queries
        .rows(
            """
            UPDATE ledger.duty SET until = '-infinity' WHERE log_id = $1 AND holder = $2
            RETURNING 1
            """,
            log.value(),
            holder)
        .map(found -> found.size());
  }
}
