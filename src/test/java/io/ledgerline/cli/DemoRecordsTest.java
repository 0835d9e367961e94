package io.ledgerline.cli;

import static io.ledgerline.canon.JsonLimits.OWN_RECORDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Violation;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.CloudEvent;
import io.ledgerline.event.record.CloudEventReader;
import io.ledgerline.event.record.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The records of the demo: the committed file, and what it says beside the events that it is
/// about.
class DemoRecordsTest {

  private static final Path RESOURCES = Path.of("src/main/resources/demo");
  private static final Path RECORDS = RESOURCES.resolve("credit-scoring-records.ndjson");
  private static final Path EVENTS = RESOURCES.resolve("credit-scoring-spark.ndjson");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// `-Dgolden.update` writes the file anew and then fails, so that nobody commits it unseen.
  @Test
  void theCommittedFileIsWhatTheGeneratorMakes() throws IOException {
    // Given
    String made = DemoRecords.ndjson();
    boolean isUpdate = System.getProperty("golden.update") != null;
    if (isUpdate) {
      Files.writeString(RECORDS, made);
    }

    // When
    String committed = Files.readString(RECORDS);

    // Then
    assertThat(committed).isEqualTo(made);
    assertThat(isUpdate).as("the file was written anew: look at it, then run without").isFalse();
  }

  @Test
  void thereAreTwoHundredDecisionsAndTwelveReviewsSomeOfWhichOverride() throws IOException {
    // Given
    List<JsonNode> records = recordsOf(RECORDS);

    // When
    List<String> types =
        records.stream()
            .map(event -> event.path("type").asText() + "/" + event.at("/data/type").asText())
            .toList();

    // Then
    assertThat(types).filteredOn("io.ledgerline.decision.v1/"::equals).hasSize(200);
    assertThat(types).filteredOn("io.ledgerline.oversight.v1/override"::equals).hasSize(9);
    assertThat(types).filteredOn("io.ledgerline.oversight.v1/confirm"::equals).hasSize(3);
  }

  @Test
  void everyRecordIsAcceptedWithoutAWarning() throws IOException {
    // Given
    List<String> lines = Files.readAllLines(RECORDS);

    // When
    List<String> complaints =
        lines.stream().flatMap(line -> complaints(Bytes.utf8(line)).stream()).toList();

    // Then
    assertThat(complaints).isEmpty();
  }

  private static List<String> complaints(Bytes line) {
    return switch (CloudEventReader.structured(StrictJsonReader.read(line, OWN_RECORDS))) {
      case Reading.Invalid<CloudEvent> invalid -> texts(invalid.violations());
      case Reading.Valid<CloudEvent> event ->
          switch (RecordReader.read(event.value())) {
            case Reading.Invalid<AiRecord> invalid -> texts(invalid.violations());
            case Reading.Valid<AiRecord> valid ->
                texts(Stream.concat(event.warnings().stream(), valid.warnings().stream()).toList());
          };
    };
  }

  private static List<String> texts(List<Violation> violations) {
    return violations.stream().map(v -> v.pointer() + " " + v.message()).toList();
  }

  @Test
  void everyRunAndDatasetOfARecordIsOneOfTheRealEvents() throws IOException {
    // Given
    Set<String> known = new TreeSet<>();
    for (JsonNode event : recordsOf(EVENTS)) {
      known.add(event.at("/run/runId").asText());
      event.path("inputs").forEach(dataset -> known.add(dataset.path("name").asText()));
      event.path("outputs").forEach(dataset -> known.add(dataset.path("name").asText()));
    }

    // When
    Set<String> referred = new TreeSet<>();
    for (JsonNode event : recordsOf(RECORDS)) {
      JsonNode data = event.path("data");
      data.path("trainingRunIds").forEach(run -> referred.add(run.asText()));
      data.path("datasetVersions").forEach(dataset -> referred.add(dataset.path("name").asText()));
      data.path("datasets").forEach(use -> referred.add(use.at("/datasetVersion/name").asText()));
      data.path("inputs").findValues("dataset").forEach(d -> referred.add(d.path("name").asText()));
      if (data.has("sourceRunId")) {
        referred.add(data.path("sourceRunId").asText());
      }
    }

    // Then
    assertThat(referred).hasSizeGreaterThan(4).isSubsetOf(known);
  }

  @Test
  void theNumberOfTestRowsIsTheOneThatTheFeaturesJobReported() throws IOException {
    // Given
    long reported =
        recordsOf(EVENTS).stream()
            .flatMap(event -> event.path("outputs").valueStream())
            .filter(output -> output.path("name").asText().endsWith("/features/test"))
            .mapToLong(output -> output.at("/outputFacets/outputStatistics/rowCount").asLong())
            .max()
            .orElseThrow();

    // When
    JsonNode result =
        recordsOf(RECORDS).stream()
            .filter(event -> event.path("type").asText().equals("io.ledgerline.evaluation.v1"))
            .map(event -> event.at("/data/results/0"))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(result.path("n").asLong()).isEqualTo(reported).isEqualTo(986);
    assertThat(result.path("value").asText()).isEqualTo("0.555");
  }

  private static List<JsonNode> recordsOf(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(DemoRecordsTest::parsed).toList();
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException malformed) {
      throw new AssertionError(line, malformed);
    }
  }
}
