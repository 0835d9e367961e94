package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.sparql.computed.ComputedGraphs;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.util.iterator.NullIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Queries that do not end when they are told to.
@Execution(ExecutionMode.CONCURRENT)
class StuckQueryTest extends EndpointFixture {

  private static final String STUCK = "urn:stuck";
  private static final SparqlSettings LIMITS =
      new SparqlSettings(
          SETTINGS.endpointIri(),
          1,
          1,
          1 << 20,
          Duration.ofSeconds(2),
          128 << 10,
          50_000,
          100,
          8 << 20,
          Duration.ofMillis(100));

  private final Semaphore asked = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void isReportedAndItsClientAnsweredAndItsPlaceGivenToAnother() throws Exception {
    // Given
    begin();
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
    assertThat(ask("ASK { <urn:n:0> <urn:next> ?o }", "json").text()).contains("true");

    release.countDown();
    awaitNone();
    assertThat(endpoint.running()).isEmpty();
    assertThat(ask("ASK { <urn:n:0> <urn:next> ?o }", "json").text()).contains("true");
  }

  @Test
  void oneThatWasStoppedIsReportedToo() throws Exception {
    // Given
    begin();
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
    begin();

    // When
    for (int i = 0; i < 2; i++) {
      RecordingSink sink = new RecordingSink();
      endpoint.ask(stuck(), sink);
      asked.acquire();
      sink.await();
    }

    // Then
    assertThat(endpoint.stuck()).hasSize(2);
    assertThat(endpoint.isUsable()).isFalse();
    release.countDown();
    awaitNone();
    assertThat(endpoint.isUsable()).isTrue();
    assertThat(ask("ASK { <urn:n:0> <urn:next> ?o }", "json").text()).contains("true");
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

  private void begin() {
    endpoint.close();
    ComputedGraphs graphs =
        (iri, asOf) -> iri.equals(STUCK) ? Optional.of(new Deaf()) : Optional.empty();
    endpoint =
        new SparqlEndpoint(graph, LIMITS, graphs, InstantSource.system(), new SecureRandom());
  }

  private static GuardedQuery stuck() {
    return guarded("SELECT * { GRAPH <" + STUCK + "> { ?s ?p ?o } }", "json");
  }

  private void awaitNone() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!endpoint.stuck().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
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
