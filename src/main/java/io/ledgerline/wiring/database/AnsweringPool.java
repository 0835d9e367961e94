package io.ledgerline.wiring.database;

import io.ledgerline.embedded.CannotStartException;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes the pool so that a connection on which the database says nothing for long is closed.
///
/// Without it, what waits for a server that is gone without a word (a firewall that forgot the
/// connection, a machine without power behind a proxy) would wait for ever, and each such
/// connection would keep a place of the pool. What waits fails then, as every store has to. The
/// pool gives up idle connections well before, so that none is closed under a statement.
public final class AnsweringPool implements PgPoolCreator {

  private final int silenceMaxMillis;

  /// Connections that are closed when they are silent for this long.
  ///
  /// @throws CannotStartException if that is less than a second, or more than a day
  public AnsweringPool(Duration silenceMax) {
    if (silenceMax.compareTo(Duration.ofSeconds(1)) < 0
        || silenceMax.compareTo(Duration.ofDays(1)) > 0) {
      throw new CannotStartException(
          "ledgerline.db.silence-max is 1 s to 1 day, not " + silenceMax);
    }
    this.silenceMaxMillis = (int) silenceMax.toMillis();
  }

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .setReadIdleTimeout(silenceMaxMillis)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setIdleTimeout(silenceMaxMillis / 2)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
