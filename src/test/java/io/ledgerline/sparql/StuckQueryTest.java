package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.sparql.computed.ComputedGraphs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.util.iterator.NullIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Queries that do not end when they are told to.
@Execution(ExecutionMode.CONCURRENT)
class StuckQueryTest {

  private static final String STUCK = "urn:stuck";
  private static final String QUICK = "ASK { <urn:n:0> <urn:next> ?o }";

  /// Others of this package close the graph that they share while these tests run beside them.
  private static LineageGraph graph;

  @TempDir private static Path directory;

  private final Semaphore asked = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);
  private SparqlEndpoint endpoint;

  @BeforeAll
  static void openGraph() {
    graph = EndpointFixture.chain(directory);
  }

  @AfterAll
  static void closeGraph() {
    graph.close();
  }

  @AfterEach
  void close() {
    release.countDown();
    endpoint.close();
  }

  @Test
  void isReportedAndItsClientAnsweredAndItsPlaceGivenToAnother() throws Exception {
    // Given
    begin(Duration.ofSeconds(5));
    RecordingSink sink = new RecordingSink();

    // When
    RunningQuery query = endpoint.ask(stuck(), sink);
    sink.await();

    // Then
    assertThat(sink.refusal().kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    assertThat(endpoint.stuck()).containsExactly(query.id());
    assertThat(endpoint.running())
        .extracting(RunningQuery.Status::state)
        .containsExactly(RunningQuery.State.STUCK);
    assertThat(endpoint.isUsable()).isTrue();
    assertThat(quickly().text()).contains("true");

    release.countDown();
    awaitNone();
    // Who has been answered may be on the list a little longer.
    until(() -> endpoint.running().isEmpty());
    assertThat(quickly().text()).contains("true");
  }

  @Test
  void oneThatWasStoppedIsReportedToo() throws Exception {
    // Given
    begin(Duration.ofMinutes(5));
    RecordingSink sink = new RecordingSink();
    RunningQuery query = endpoint.ask(stuck(), sink);
    asked.acquire();

    // When
    query.stop();
    sink.await();

    // Then
    assertThat(endpoint.stuck()).containsExactly(query.id());
    release.countDown();
    awaitNone();
  }

  @Test
  void areReplacedUpToALimitAndThenTheEndpointSaysThatItIsOfNoUse() throws Exception {
    // Given
    begin(Duration.ofMinutes(5));

    // When
    for (int i = 0; i < 2; i++) {
      RecordingSink sink = new RecordingSink();
      RunningQuery query = endpoint.ask(stuck(), sink);
      asked.acquire();
      query.stop();
      sink.await();
    }

    // Then
    assertThat(endpoint.stuck()).hasSize(2);
    assertThat(endpoint.isUsable()).isFalse();
    release.countDown();
    awaitNone();
    assertThat(endpoint.isUsable()).isTrue();
    assertThat(quickly().text()).contains("true");
  }

  /// A graph that hears of nothing while it is read.
  private final class Deaf extends GraphBase {

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
      asked.release();
      await(release);
      return NullIterator.instance();
    }
  }

  private void begin(Duration timeout) {
    SparqlSettings limits =
        new SparqlSettings(
            EndpointFixture.SETTINGS.endpointIri(),
            1,
            1,
            1 << 20,
            timeout,
            128 << 10,
            50_000,
            100,
            8 << 20,
            Duration.ofMillis(100));
    ComputedGraphs graphs =
        (iri, asOf) -> iri.equals(STUCK) ? Optional.of(new Deaf()) : Optional.empty();
    endpoint =
        new SparqlEndpoint(graph, limits, graphs, InstantSource.system(), new SecureRandom());
  }

  private static GuardedQuery stuck() {
    return EndpointFixture.guarded("SELECT * { GRAPH <" + STUCK + "> { ?s ?p ?o } }", "json");
  }

  private RecordingSink quickly() throws InterruptedException {
    RecordingSink sink = new RecordingSink();
    endpoint.ask(EndpointFixture.guarded(QUICK, "json"), sink);
    return sink.await();
  }

  private void awaitNone() {
    until(() -> endpoint.stuck().isEmpty());
  }

  private static void until(BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
