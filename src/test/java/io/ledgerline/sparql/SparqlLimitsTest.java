package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to answers that are too large or too slow, and to clients that leave.
class SparqlLimitsTest extends EndpointFixture {

  private static final String PRODUCT =
      "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";

  @Test
  void refusesAnAnswerWithTooManyRowsBeforeItsFirstByte() throws InterruptedException {
    // Given
    restart(limit(Duration.ofMinutes(1), 10));

    // When
    RecordingSink answer = ask("SELECT * { ?s <urn:next> ?o }", "csv");

    // Then
    assertThat(answer.isBrokenOff()).isFalse();
    assertThat(answer.text()).isEmpty();
    assertThat(answer.refusal())
        .isEqualTo(
            new Refusal(
                Refusal.Kind.TOO_MANY_ROWS,
                "the answer has more than 10 rows or triples; ask for a part of it, with ORDER BY,"
                    + " LIMIT and OFFSET"));
  }

  @Test
  void permitsAnAnswerWithAsManyRowsAsTheLimit() throws InterruptedException {
    // Given
    restart(limit(Duration.ofMinutes(1), 10));

    // When
    RecordingSink answer = ask("SELECT * { ?s <urn:next> ?o } LIMIT 10", "csv");

    // Then
    assertThat(answer.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "json", "xml"})
  void breaksALongAnswerOffInsteadOfEndingIt(String format) throws InterruptedException {
    // When
    RecordingSink answer = ask("SELECT * { ?s <urn:next> ?o . ?a <urn:next> ?b }", format);

    // Then
    assertThat(answer.isComplete()).isFalse();
    assertThat(answer.isBrokenOff()).isTrue();
    assertThat(answer.refusal().kind()).isEqualTo(Refusal.Kind.TOO_MANY_ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nt", "ttl", "jsonld", "rdfxml"})
  void limitsGraphsToo(String format) throws InterruptedException {
    // Given
    restart(limit(Duration.ofMinutes(1), 100));

    // When
    RecordingSink answer = ask("CONSTRUCT WHERE { ?s ?p ?o }", format);

    // Then
    assertThat(answer.refusal().kind()).isEqualTo(Refusal.Kind.TOO_MANY_ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonld", "rdfxml"})
  void limitsWhatAGraphThatIsBuiltKeepsInMemory(String format) throws InterruptedException {
    // Given
    String query =
        "CONSTRUCT { ?s <urn:text> ?t } { ?s <urn:next> ?o BIND (CONCAT(STR(?s), '"
            + "x".repeat(100_000)
            + "') AS ?t) } LIMIT 90";

    // When
    RecordingSink answer = ask(query, format);

    // Then
    assertThat(answer.refusal().kind()).isEqualTo(Refusal.Kind.HOLDS_TOO_MUCH);
  }

  @Test
  void explainsWithinTheLimits() throws InterruptedException {
    // Given
    restart(limit(Duration.ofNanos(1), 10));
    String query = "SELECT * {" + " { ?s ?p ?o } UNION".repeat(500) + " { ?s ?p ?o } }";

    // When
    RecordingSink brief = explain("ASK { ?s ?p ?o }");
    RecordingSink endless = explain(query);

    // Then
    assertThat(brief.head().mediaType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(brief.text()).contains("# algebra", "# optimised", "# over quads", "quadpattern");
    assertThat(endless.refusal().kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
  }

  @Test
  void endsAQueryThatRunsTooLong() throws InterruptedException {
    // Given
    restart(limit(Duration.ofMillis(300), 10));

    // When
    RecordingSink answer = ask(PRODUCT, "json");

    // Then
    assertThat(answer.refusal().kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    assertThat(answer.isBrokenOff()).isFalse();
  }

  @Test
  void refusesAQueryWhenAllThreadsAreBusyAndTheQueueIsFull() throws InterruptedException {
    // Given
    StuckSink stuck = new StuckSink();
    RunningQuery first = endpoint.ask(guarded("SELECT * { ?s ?p ?o }", "json"), stuck);
    stuck.reached.await();
    RecordingSink waiting = new RecordingSink();
    endpoint.ask(guarded("ASK {}", "json"), waiting);

    // When
    RecordingSink excess = new RecordingSink();
    endpoint.ask(guarded("ASK {}", "json"), excess);

    // Then
    assertThat(excess.await().refusal())
        .isEqualTo(new Refusal(Refusal.Kind.OVERLOADED, "1 queries run and 1 wait already"));
    assertThat(waiting.isOver()).isFalse();
    first.cancel();
    stuck.gone.countDown();
    assertThat(waiting.await().isComplete()).isTrue();
  }

  @Test
  void freesItsThreadWhenTheClientLeaves() throws InterruptedException {
    // Given
    RecordingSink left = new RecordingSink();
    RunningQuery endless = endpoint.ask(guarded(PRODUCT, "json"), left);

    // When
    endless.cancel();

    // Then
    assertThat(ask("ASK {}", "json").isComplete()).isTrue();
    assertThat(left.isOver()).isFalse();
  }

  @Test
  void answersAQueryThatRunsOutOfMemoryAndTheNextOne() throws InterruptedException {
    // Given
    RecordingSink sink =
        new RecordingSink() {
          @Override
          public synchronized void whole(Head answered, Bytes all) {
            throw new OutOfMemoryError("as told");
          }
        };

    // When
    endpoint.ask(guarded("ASK {}", "json"), sink);

    // Then
    assertThat(sink.await().refusal().kind()).isEqualTo(Refusal.Kind.FAILED);
    assertThat(ask("ASK { <urn:n:0> <urn:next> ?o }", "json").text()).contains("true");
  }

  @Test
  void holdsUpNobodyForAFaultThatIsNotTheStores() throws InterruptedException {
    // Given
    CountDownLatch isReading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(
                () ->
                    graph.read(
                        store -> {
                          isReading.countDown();
                          await(mayEnd);
                          return store.isInTransaction();
                        }));
    await(isReading);
    RecordingSink sink =
        new RecordingSink() {
          @Override
          public synchronized void whole(Head answered, Bytes all) {
            throw new StackOverflowError("as told");
          }
        };

    try {
      // When
      endpoint.ask(guarded("ASK {}", "json"), sink);

      // Then
      assertThat(sink.await().refusal().kind()).isEqualTo(Refusal.Kind.TOO_DEEP);
      assertThat(ask("ASK { <urn:n:0> <urn:next> ?o }", "json").text()).contains("true");
    } finally {
      mayEnd.countDown();
      reader.join();
    }
  }

  private RecordingSink explain(String query) throws InterruptedException {
    return run(new SparqlRequest(query, List.of(), List.of(), Optional.empty(), true));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static SparqlSettings limit(Duration timeout, long rowsMax) {
    return new SparqlSettings(
        SETTINGS.endpointIri(), 1, 1, 64 << 20, timeout, 128 << 10, rowsMax, rowsMax, 8 << 20);
  }

  /// A client that stops reading after the first part, and is then gone.
  private static final class StuckSink extends RecordingSink {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @Override
    public synchronized void write(Bytes part) {
      reached.countDown();
      try {
        gone.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      throw new ClientLeftException("the client is gone");
    }
  }
}
