package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.JsonMutation;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Invalid;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Decision;
import io.ledgerline.event.record.AiRecord.Evaluation;
import io.ledgerline.event.record.AiRecord.ModelVersion;
import io.ledgerline.event.record.AiRecord.Oversight;
import io.ledgerline.event.record.AiRecord.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The kinds of record: what each must say, and what it is read into.
class RecordReaderTest {

  @ParameterizedTest
  @EnumSource
  void theExampleOfEveryKindIsValid(RecordKind kind) {
    // When
    Reading<AiRecord> reading = RecordReader.read(example(kind));

    // Then
    assertThat(valid(reading).warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachRequiredFieldThatIsMissingIsReported(RecordKind kind) {
    JsonObject data = (JsonObject) example(kind).data();
    for (String field : SchemaFiles.required(kind)) {
      // Given
      JsonObject without = with(data, "/" + field, null);

      // When
      Reading<AiRecord> reading = RecordReader.read(event(kind, without));

      // Then
      assertThat(violations(reading))
          .as("without %s", field)
          .contains(new Violation("/data/" + field, "is required"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          MODEL_VERSION | /trainingRunIds          | []             | /data/trainingRunIds          | must have at least 1 element
          MODEL_VERSION | /artifactDigest          | "AB"           | /data/artifactDigest          | must match ^[0-9a-f]{64}$
          MODEL_VERSION | /datasets/1/role         | "tests"        | /data/datasets/1/role         | must be one of train, validation, test, calibration
          MODEL_VERSION | /producer/version        | absent         | /data/producer/version        | is required
          MODEL_VERSION | /recordId                | "7"            | /data/recordId                | must be a uuid (JSON Schema format)
          MODEL_VERSION | /occurredAt              | "2026-01-01"   | /data/occurredAt              | must be a date-time (JSON Schema format)
          EVALUATION    | /results/0/value         | "0.5"          | /data/results/0/value         | must be of type number
          EVALUATION    | /results/0/value         | 1e1000000      | /data/results/0/value         | a number has at most 64 characters and an exponent of three
          EVALUATION    | /evaluator               | {"uri": "x"}   | /data/evaluator/version       | is required
          EVALUATION    | /evaluator               | {"name": "x"}  | /data/evaluator/id            | is required
          EVALUATION    | /datasetVersions/0       | {"name": "x"}  | /data/datasetVersions/0/namespace | is required
          DECISION      | /modelVersion            | 7              | /data/modelVersion            | must be of type string or object
          DECISION      | /modelVersion            | "m"            | /data/modelVersion            | must be a uuid (JSON Schema format)
          DECISION      | /decidedAt               | null           | /data/decidedAt               | is required
          OVERSIGHT     | /reason                  | absent         | /data/reason                  | is required
          OVERSIGHT     | /actor                   | absent         | /data/actor                   | is required
          OVERSIGHT     | /decision                | absent         | /data                         | one of decision, modelVersion, release is required
          APPROVAL      | /conditions              | absent         | /data/conditions              | is required
          APPROVAL      | /actor/id                | ""             | /data/actor/id                | must not be empty
          STATEMENT     | /applicability           | "not-applicable" | /data/reason                | is required
          STATEMENT     | /rowIds                  | []             | /data/rowIds                  | must have at least 1 element
          STATEMENT     | /lawVersion              | "2026-02-30"   | /data/lawVersion              | must be a date (JSON Schema format)
          """)
  void saysWhatIsWrongAndWhere(
      RecordKind kind, String field, String value, String pointer, String message) {
    // Given
    JsonValue wrong = value == null ? null : RealEvents.json(value);
    JsonObject data = with((JsonObject) example(kind).data(), field, wrong);

    // When
    Reading<AiRecord> reading = RecordReader.read(event(kind, data));

    // Then
    assertThat(violations(reading)).containsExactly(new Violation(pointer, message));
  }

  @Test
  void aThirdPartyMayHaveTrainedTheModelInNoRunOfOurs() {
    // Given
    JsonObject data = (JsonObject) example(RecordKind.MODEL_VERSION).data();
    JsonObject foreign =
        with(
            with(data, "/trainingRunIds", RealEvents.json("[]")),
            "/thirdParty",
            RealEvents.json("true"));

    // When
    Reading<AiRecord> reading = RecordReader.read(event(RecordKind.MODEL_VERSION, foreign));

    // Then
    assertThat(((ModelVersion) valid(reading).value()).trainingRunIds()).isEmpty();
  }

  @Test
  void tenViolationsAreTenViolations() {
    // When
    Reading<AiRecord> reading =
        RecordReader.read(event(RecordKind.DECISION, JsonObject.of(Map.of())));

    // Then
    assertThat(violations(reading)).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownTypeIsToldTheKnownOnes() {
    // Given
    SortedMap<String, String> attributes =
        new TreeMap<>(Map.of("type", "io.ledgerline.weather.v1"));

    // When
    Reading<AiRecord> reading =
        RecordReader.read(new CloudEvent(attributes, JsonObject.of(Map.of())));

    // Then
    assertThat(violations(reading))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.pointer()).isEqualTo("/type");
              for (RecordKind kind : RecordKind.values()) {
                assertThat(violation.message()).contains(kind.type());
              }
            });
  }

  @Test
  void anUnknownFieldIsKeptAndWarnedOf() {
    // Given
    JsonObject data =
        with((JsonObject) example(RecordKind.DECISION).data(), "/mood", JsonString.of("good"));

    // When
    Valid<AiRecord> reading = valid(RecordReader.read(event(RecordKind.DECISION, data)));

    // Then
    assertThat(reading.warnings())
        .containsExactly(new Violation("/data/mood", "is not a field of this kind; it was kept"));
    assertThat(((Decision) reading.value()).data().string("mood")).contains("good");
  }

  @Test
  void readsWhatGraphAndDocumentsNeed() {
    // When
    ModelVersion model = (ModelVersion) read(RecordKind.MODEL_VERSION);
    Evaluation evaluation = (Evaluation) read(RecordKind.EVALUATION);
    Decision decision = (Decision) read(RecordKind.DECISION);
    Oversight oversight = (Oversight) read(RecordKind.OVERSIGHT);
    Approval approval = (Approval) read(RecordKind.APPROVAL);
    Statement statement = (Statement) read(RecordKind.STATEMENT);

    // Then
    Ref version = new Ref.ByVersion("credit-prod", "credit_default", "3");
    assertThat(model.datasets())
        .contains(
            new ModelVersion.DatasetRole(
                new Ref.ByName("file", "/srv/lake/credit/features/test"), "test"));
    assertThat(model.envelope().tags()).containsEntry("stage", "candidate");
    assertThat(evaluation.modelVersion()).isEqualTo(version);
    assertThat(evaluation.results()).extracting(Evaluation.Result::value).contains("0.555");
    assertThat(evaluation.results().get(1).slice())
        .contains(new Evaluation.Slice("age", "under 30"));
    assertThat(decision.modelVersion()).isEqualTo(new Ref.ById(model.envelope().recordId()));
    assertThat(decision.score()).contains("0.61");
    assertThat(oversight.decision()).contains(new Ref.ById(decision.envelope().recordId()));
    assertThat(oversight.envelope().actor().flatMap(Actor::role)).contains("credit officer");
    assertThat(approval.subject()).isEqualTo(version);
    assertThat(approval.validUntil()).contains(Instant.parse("2027-05-31T00:00:00Z"));
    assertThat(statement.lawVersion()).isEqualTo(LocalDate.of(2026, 7, 27));
  }

  @Test
  void aNumberIsReadAsItWasWritten() {
    // Given
    JsonObject data =
        with(
            (JsonObject) example(RecordKind.EVALUATION).data(),
            "/results/0/value",
            RealEvents.json("0.5550000000000000000001E+0"));

    // When
    Evaluation evaluation =
        (Evaluation) valid(RecordReader.read(event(RecordKind.EVALUATION, data))).value();

    // Then
    assertThat(evaluation.results().get(0).value()).isEqualTo("0.5550000000000000000001E+0");
  }

  @Test
  void aMutatedRecordIsValidOrInvalidAndNeverAnException() {
    // Given
    long seed = 7_331L;
    RandomGenerator random = new Random(seed);
    RecordKind[] kinds = RecordKind.values();

    for (int i = 0; i < 20_000; i++) {
      RecordKind kind = kinds[random.nextInt(kinds.length)];
      JsonValue data = example(kind).data();
      for (int step = 1 + random.nextInt(3); step > 0; step--) {
        data = JsonMutation.of(data, random);
      }
      CloudEvent event = event(kind, data);

      // When
      Reading<AiRecord> reading = RecordReader.read(event);

      // Then
      assertThat(reading).as("seed %d, record %d: %s", seed, i, event).isNotNull();
      if (reading instanceof Valid) {
        assertThat(RecordReader.readAccepted(event)).isInstanceOf(Valid.class);
      }
    }
  }

  static CloudEvent example(RecordKind kind) {
    return ((Valid<CloudEvent>)
            CloudEventReader.structured(RealEvents.json(RealEvents.example(kind.slug()))))
        .value();
  }

  private static AiRecord read(RecordKind kind) {
    return valid(RecordReader.read(example(kind))).value();
  }

  private static CloudEvent event(RecordKind kind, JsonValue data) {
    return new CloudEvent(example(kind).attributes(), data);
  }

  /// The same object with another value at a pointer, or, for `null`, none.
  private static JsonObject with(JsonObject object, String pointer, JsonValue value) {
    return (JsonObject) with(object, JsonPointer.parse(pointer).tokens(), value);
  }

  private static JsonValue with(JsonValue parent, List<String> path, JsonValue value) {
    if (path.isEmpty()) {
      return value;
    }
    if (parent instanceof JsonArray array) {
      List<JsonValue> elements = new ArrayList<>(array.elements());
      int index = Integer.parseInt(path.get(0));
      elements.set(index, with(elements.get(index), path.subList(1, path.size()), value));
      return JsonArray.of(elements);
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) parent).members());
    JsonValue old = members.getOrDefault(path.get(0), JsonNumber.of(0));
    JsonValue changed = with(old, path.subList(1, path.size()), value);
    if (changed == null) {
      members.remove(path.get(0));
    } else {
      members.put(path.get(0), changed);
    }
    return JsonObject.of(members);
  }

  private static Valid<AiRecord> valid(Reading<AiRecord> reading) {
    assertThat(reading).isInstanceOf(Valid.class);
    return (Valid<AiRecord>) reading;
  }

  private static List<Violation> violations(Reading<AiRecord> reading) {
    assertThat(reading).isInstanceOf(Invalid.class);
    return ((Invalid<AiRecord>) reading).violations();
  }
}
