package io.ledgerline.wiring.database;

import io.ledgerline.embedded.CannotStartException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Makes the pool so that a connection on which the database says nothing for long is closed.
///
/// Without it, what waits for a server that is gone without a word (a firewall that forgot the
/// connection, a machine without power behind a proxy) would wait until the operating system gives
/// up, some fifteen minutes, or for ever, and each such connection would keep a place of the pool.
/// What waits fails then, as every store has to; and the server ends a transaction that waits for
/// this end for as long. The pool gives up idle connections well before, so that none is closed
/// under a statement.
///
/// The client's own idle timeout is of no use: it says good-bye to the server first, and waits for
/// an answer to that (Vert.x SQL client 4.5.23). So the socket is closed in front of the client.
public final class AnsweringPool implements PgPoolCreator {

  private static final Logger LOG = Logger.getLogger(AnsweringPool.class);

  private final long silenceMaxMillis;

  /// Connections that are closed when they are silent for this long.
  ///
  /// @throws CannotStartException if that is less than a second, or more than a day
  public AnsweringPool(Duration silenceMax) {
    if (silenceMax.compareTo(Duration.ofSeconds(1)) < 0
        || silenceMax.compareTo(Duration.ofDays(1)) > 0) {
      throw new CannotStartException(
          "ledgerline.db.silence-max is 1 s to 1 day, not " + silenceMax);
    }
    this.silenceMaxMillis = silenceMax.toMillis();
  }

  @Override
  public Pool create(Input input) {
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setIdleTimeout((int) (silenceMaxMillis / 2))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .withConnectHandler(this::watch)
        .using(input.vertx())
        .build();
  }

  private void watch(SqlConnection connection) {
    if (connection instanceof SqlConnectionInternal pooled
        && pooled.unwrap().unwrap() instanceof SocketConnectionBase socket) {
      socket
          .socket()
          .channelHandlerContext()
          .pipeline()
          .addFirst(new ReadTimeoutHandler(silenceMaxMillis, TimeUnit.MILLISECONDS));
    } else {
      LOG.warnf("a connection of another kind is not watched: %s", connection.getClass());
    }
    // The server too gives up a transaction that is not gone on with: nobody would release its
    // locks where it does not learn that this end has given up.
    var _ =
        connection
            .query("SET idle_in_transaction_session_timeout = " + silenceMaxMillis)
            .execute()
            // Into the pool.
            .onComplete(set -> connection.close());
  }
}
