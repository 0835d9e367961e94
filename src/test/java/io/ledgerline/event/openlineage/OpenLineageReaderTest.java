package io.ledgerline.event.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.JsonMutation;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Invalid;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is accepted, what is accepted with a warning, and what is refused.
@Execution(ExecutionMode.CONCURRENT)
class OpenLineageReaderTest {

  private static final String RUN_ID = "01a1f9b6-07df-788b-9f5f-6fa6bb6488d9";

  @Test
  void readsEveryEventOfTheCreditPipeline() {
    // When
    List<Reading<LineageEvent>> readings =
        RealEvents.creditScoring().stream().map(OpenLineageReaderTest::read).toList();

    // Then
    assertThat(readings).hasSize(97);
    assertThat(readings)
        .allSatisfy(
            reading -> {
              assertThat(valid(reading).value()).isInstanceOf(RunEvent.class);
              assertThat(valid(reading).warnings()).isEmpty();
            });
  }

  @Test
  void readsEveryEventOfTheCompatibilityCorpus() {
    assumeTrue(Files.isDirectory(RealEvents.compatibilityFolder()), "no shared folder here");

    // When
    List<Reading<LineageEvent>> readings =
        RealEvents.compatibility().stream().map(OpenLineageReaderTest::read).toList();

    // Then
    assertThat(readings).hasSize(74);
    assertThat(readings).allSatisfy(reading -> assertThat(reading).isInstanceOf(Valid.class));
    assertThat(readings)
        .anySatisfy(
            reading ->
                assertThat(valid(reading).warnings())
                    .contains(new Violation("/run/runId", "is no UUID; the text was kept")));
  }

  @Test
  void aMutatedEventIsValidOrInvalidAndNeverAnException() {
    // Given
    long seed = 20_261_121L;
    RandomGenerator random = new Random(seed);
    List<JsonValue> events = RealEvents.creditScoring().stream().map(RealEvents::json).toList();

    for (int i = 0; i < 20_000; i++) {
      JsonValue mutated = events.get(random.nextInt(events.size()));
      for (int step = 1 + random.nextInt(4); step > 0; step--) {
        mutated = JsonMutation.of(mutated, random);
      }

      // When
      Reading<LineageEvent> reading = OpenLineageReader.read(mutated);

      // Then
      assertThat(reading).as("seed %d, event %d: %s", seed, i, mutated).isNotNull();
    }
  }

  @Test
  void listsEveryViolationAtOnce() {
    // Given
    String event =
        """
        {"eventTime": "yesterday", "eventType": "FOO", "schemaURL": 7,
         "run": {"runId": "", "facets": {"a/b": 1}}, "job": {"name": 5, "facets": []},
         "inputs": {}, "outputs": [null, {"namespace": "x", "outputFacets": "y"}]}
        """;

    // When
    Reading<LineageEvent> reading = read(event);

    // Then
    assertThat(((Invalid<LineageEvent>) reading).violations())
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder(
            "/schemaURL",
            "/eventTime",
            "/producer",
            "/eventType",
            "/run/runId",
            "/run/facets/a~1b",
            "/job/namespace",
            "/job/name",
            "/job/facets",
            "/inputs",
            "/outputs/0",
            "/outputs/1/name",
            "/outputs/1/outputFacets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          O.json#/$defs/RunEvent           | "run": {"runId": "RUN"}, "job": {"namespace": "n", "name": "j"}    | RunEvent
          O.json#/definitions/RunEvent     | "run": {"runId": "RUN"}, "job": {"namespace": "n", "name": "j"}    | RunEvent
          O.json#/$defs/DatasetEvent       | "dataset": {"namespace": "n", "name": "d"}                         | DatasetEvent
          O.json#/$defs/JobEvent           | "job": {"namespace": "n", "name": "j"}                             | JobEvent
          O.json#/$defs/JobEvent           | "run": {"runId": "RUN"}, "job": {"namespace": "n", "name": "j"}    | RunEvent
          O.json#/$defs/RunEvent           | "job": {"namespace": "n", "name": "j"}                             | JobEvent
          O.json#/$defs/RunFacet           | "dataset": {"namespace": "n", "name": "d"}, "run": null            | DatasetEvent
          O.json#/$defs/JobEvent           | "dataset": {"namespace": "n", "name": "d"}, "job": {"name": "j"}   | DatasetEvent
          """)
  void dispatchesByTheSchemaAndIfThatContradictsByTheShape(
      String schema, String content, String kind) {
    // Given
    String event =
        "{\"eventTime\":\"2026-01-01T00:00:00Z\",\"producer\":\"p\",\"schemaURL\":\"https://o/2-0-2/"
            + schema
            + "\","
            + content.replace("RUN", RUN_ID)
            + "}";

    // When
    Valid<LineageEvent> reading = valid(read(event));

    // Then
    assertThat(reading.value().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(reading.warnings().isEmpty()).isEqualTo(schema.endsWith("/" + kind));
  }

  @Test
  void refusesWhatHasNoShape() {
    // When
    Reading<LineageEvent> reading =
        read("{\"eventTime\":\"2026-01-01T00:00:00Z\",\"producer\":\"p\"}");

    // Then
    assertThat(((Invalid<LineageEvent>) reading).violations())
        .containsExactly(new Violation("", "an event has run and job, or dataset, or job"));
  }

  @Test
  void aMissingTypeIsOtherAndNullIsMissing() {
    // Given
    String event = runEvent("2026-01-01T00:00:00Z", "null", "null");

    // When
    RunEvent run = (RunEvent) valid(read(event)).value();

    // Then
    assertThat(run.type()).isEqualTo(EventType.OTHER);
    assertThat(run.run().facets().members()).isEmpty();
    assertThat(run.inputs()).isEmpty();
  }

  @Test
  void readsTheParentOfARunAndTheRootAboveIt() {
    // Given
    String parent =
        """
        {"parent": {"_producer": "p", "_schemaURL": "s",
          "run": {"runId": "r1"}, "job": {"namespace": "n", "name": "a"},
          "root": {"run": {"runId": "r0"}, "job": {"namespace": "n", "name": "b"}}}}
        """;

    // When
    RunEvent run =
        (RunEvent) valid(read(runEvent("2026-01-01T00:00:00Z", "\"START\"", parent))).value();

    // Then
    assertThat(run.run().parent()).contains(new ParentRef("r1", "n", "a"));
    assertThat(run.run().root()).contains(new ParentRef("r0", "n", "b"));
  }

  @Test
  void warnsOfAFacetWithoutProducerAndOfAParentThatNamesNobody() {
    // When
    Valid<LineageEvent> reading =
        valid(read(runEvent("2026-01-01T00:00:00Z", "\"START\"", "{\"parent\": {\"run\": 1}}")));

    // Then
    assertThat(reading.warnings())
        .containsExactly(
            new Violation("/run/facets/parent", "lacks _producer or _schemaURL"),
            new Violation("/run/facets/parent", "names no run and job, and was passed over"));
  }

  @Test
  void keepsInputsOutputsAndTheirFacets() {
    // Given
    String event =
        """
        {"eventTime": "2026-01-01T00:00:00Z", "producer": "p", "schemaURL": "x#/$defs/JobEvent",
         "job": {"namespace": "n", "name": "j"},
         "inputs": [{"namespace": "a", "name": " b/c:d#e ", "facets": null, "inputFacets": null}],
         "outputs": [{"namespace": "a", "name": "o",
           "outputFacets": {"outputStatistics": {"_producer": "p", "_schemaURL": "s", "rowCount": 9}}}]}
        """;

    // When
    JobEvent job = (JobEvent) valid(read(event)).value();

    // Then
    assertThat(job.inputs()).extracting(DatasetUse::name).containsExactly(" b/c:d#e ");
    assertThat(
            job.outputs()
                .get(0)
                .ioFacets()
                .object("outputStatistics")
                .orElseThrow()
                .integer("rowCount"))
        .contains(9L);
    assertThat(job.leafType()).isEqualTo("openlineage-job-event");
  }

  @Test
  void aDatasetEventSpeaksOfOneDataset() {
    // Given
    String event =
        """
        {"eventTime": "2026-01-01T00:00:00Z", "producer": "p", "schemaURL": "x#/$defs/DatasetEvent",
         "dataset": {"namespace": "a", "name": "d", "facets": {"k": null}}}
        """;

    // When
    DatasetEvent read = (DatasetEvent) valid(read(event)).value();

    // Then
    assertThat(read.dataset().name()).isEqualTo("d");
    assertThat(read.dataset().facets().get("k")).isEmpty();
  }

  @Test
  void listsAThousandViolationsAndCountsTheRest() {
    // Given
    String event = "{\"job\":{},\"inputs\":[" + "1,".repeat(1_999) + "1]}";

    // When
    Reading<LineageEvent> reading = read(event);

    // Then
    assertThat(((Invalid<LineageEvent>) reading).violations())
        .hasSize(1_001)
        .last()
        .isEqualTo(new Violation("", "and 1004 more"));
  }

  private static String runEvent(String time, String type, String facets) {
    return """
    {"eventTime": "%s", "producer": "p", "schemaURL": "x#/$defs/RunEvent", "eventType": %s,
     "run": {"runId": "%s", "facets": %s}, "job": {"namespace": "n", "name": "j"},
     "inputs": null, "unknown": {"kept": true}}
    """
        .formatted(time, type, RUN_ID, facets);
  }

  private static Reading<LineageEvent> read(String event) {
    return OpenLineageReader.read(RealEvents.json(event));
  }

  private static Reading<LineageEvent> read(Bytes event) {
    return OpenLineageReader.read(RealEvents.json(event));
  }

  private static Valid<LineageEvent> valid(Reading<LineageEvent> reading) {
    assertThat(reading).isInstanceOf(Valid.class);
    return (Valid<LineageEvent>) reading;
  }
}
