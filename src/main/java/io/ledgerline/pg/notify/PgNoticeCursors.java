package io.ledgerline.pg.notify;

import io.ledgerline.entry.LogId;
import io.ledgerline.notify.NoticeCursors;
import io.ledgerline.pg.Queries;
import io.ledgerline.pg.vault.PgRetentionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// One row a webhook in `ledger.notice_cursor`; who serves it is a row in `ledger.duty`.
public final class PgNoticeCursors implements NoticeCursors {

  private final Queries queries;
  private final PgRetentionStore duties;

  /// Cursors over the pool of the role `ledger_app`.
  public PgNoticeCursors(Pool pool) {
    this.queries = new Queries(pool);
    this.duties = new PgRetentionStore(pool);
  }

  @Override
  public Uni<Boolean> hold(LogId log, String webhook, UUID holder, Duration duration) {
    return duties.hold(log, "webhook " + webhook, holder, duration);
  }

  @Override
  public Uni<Long> next(LogId log, String webhook, long begin) {
    return stored(log, webhook)
        .chain(
            stored ->
                stored.isPresent()
                    ? Uni.createFrom().item(stored.get())
                    : queries
                        .rows(
                            """
                            INSERT INTO ledger.notice_cursor (log_id, webhook, next_index)
                            VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
                            """,
                            log.value(),
                            webhook,
                            begin)
                        .chain(() -> stored(log, webhook))
                        .map(Optional::orElseThrow));
  }

  private Uni<Optional<Long>> stored(LogId log, String webhook) {
    return queries
        .rows(
            "SELECT next_index FROM ledger.notice_cursor WHERE log_id = $1 AND webhook = $2",
            log.value(),
            webhook)
        .map(rows -> rows.stream().findFirst().map(row -> row.getLong("next_index")));
  }

  @Override
  public Uni<Boolean> advance(LogId log, String webhook, long from, long to) {
    return queries
        .rows(
            """
            UPDATE ledger.notice_cursor SET next_index = $4
            WHERE log_id = $1 AND webhook = $2 AND next_index = $3
            RETURNING 1
            """,
            log.value(),
            webhook,
            from,
            to)
        .map(rows -> !rows.isEmpty());
  }
}
