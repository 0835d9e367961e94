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

  private static final int POOL_WAIT_MILLIS = 500;

  @Test
  void aDatabaseThatIsAwayFailsEachStatementOnceAndNothingAfterwards() throws Exception {
    // Given
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx().exceptionHandler(uncaught::add);
    Queries queries = new Queries(poolOfNobody(vertx, POOL_WAIT_MILLIS));
    // The client's first connection loads its classes, which takes longer than the pool waits.
    Throwable first = failure(new Queries(poolOfNobody(vertx, 60_000)));

    // When
    Throwable failure = failure(queries);
    CountDownLatch afterPoolWait = new CountDownLatch(1);
    vertx.setTimer(2 * POOL_WAIT_MILLIS, id -> afterPoolWait.countDown());

    // Then
    assertThat(List.of(first, failure))
        .allSatisfy(one -> assertThat(one).hasRootCauseInstanceOf(ConnectException.class));
    assertThat(afterPoolWait.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(uncaught).isEmpty();
    vertx.close();
  }

  private static Throwable failure(Queries queries) {
    return catchThrowable(() -> queries.rows("SELECT 1").await().atMost(Duration.ofMinutes(1)));
  }

  private static Pool poolOfNobody(Vertx vertx, int waitMillis) throws IOException {
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
                .setConnectionTimeout(waitMillis)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .build();
  }
}
