package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Statements where nobody answers.
class QueriesTest {

  private static final int POOL_WAIT_MILLIS = 200;

  @Test
  void aDatabaseThatIsAwayFailsEachStatementOnceAndNothingAfterwards() throws Exception {
    // Given
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx().exceptionHandler(uncaught::add);
    Queries queries = new Queries(poolOfNobody(vertx));

    // When
    Throwable failure =
        catchThrowable(() -> queries.rows("SELECT 1").await().atMost(Duration.ofSeconds(30)));
    CountDownLatch afterPoolWait = new CountDownLatch(1);
    vertx.setTimer(3 * POOL_WAIT_MILLIS, id -> afterPoolWait.countDown());

    // Then
    assertThat(failure).hasRootCauseInstanceOf(ConnectException.class);
    assertThat(afterPoolWait.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(uncaught).isEmpty();
    vertx.close();
  }

  private static Pool poolOfNobody(Vertx vertx) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    return PgBuilder.pool()
        .using(io.vertx.mutiny.core.Vertx.newInstance(vertx))
        .connectingTo(
            new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase("nowhere")
                .setUser("nobody")
                .setPassword("none"))
        .with(
            new PoolOptions()
                .setMaxSize(1)
                .setConnectionTimeout(POOL_WAIT_MILLIS)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .build();
  }
}
