package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Invalid;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import io.ledgerline.event.record.AiRecord.Described;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records of systems and of what happens to them: what is wrong with one, and where.
class KindRecordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          SYSTEM              | /ourRoles            | []            | /data/ourRoles            | must have at least 1 element
          SYSTEM              | /ourRoles/0          | "user"        | /data/ourRoles/0          | must be one of provider, deployer, importer, distributor, gpai
          SYSTEM              | /riskClass           | "low"         | /data/riskClass           | must be one of high-annex3, high-annex1, not-high-6-3, transparency, minimal, unknown
          SYSTEM              | /annexIIIPoint       | "9"           | /data/annexIIIPoint       | must match ^[1-8][a-e]?$
          SYSTEM              | /provider/contact    | absent        | /data/provider/contact    | is required
          INCIDENT            | /awareAt             | "yesterday"   | /data/awareAt             | must be a date-time (JSON Schema format)
          INCIDENT            | /harmCode            | "e"           | /data/harmCode            | must be one of a, b, c, d
          INCIDENT            | /death               | "no"          | /data/death               | must be of type boolean
          INCIDENT            | /releases/0/name     | absent        | /data/releases/0/name     | is required
          INCIDENT            | /measures/0/at       | absent        | /data/measures/0/at       | is required
          INCIDENT            | /affectedDecisions/count | -1        | /data/affectedDecisions/count | must be at least 0
          CHANGE              | /category            | "small"       | /data/category            | must be one of planned, unplanned, substantial, unclassified
          CHANGE              | /after               | "3"           | /data/after               | must be a uuid (JSON Schema format)
          CHANGE              | /entity/kind         | "thing"       | /data/entity/kind         | must be one of model, dataset, system, release, decision, incident, job
          RISK                | /actor               | absent        | /data/actor               | is required
          RISK                | /residual/accepted   | absent        | /data/residual/accepted   | is required
          RISK                | /controls/1/status   | absent        | /data/controls/1/status   | is required
          RISK                | /severity            | 3             | /data/severity            | must be of type string
          MONITORING          | /window/to           | absent        | /data/window/to           | is required
          MONITORING          | /source              | "me"          | /data/source              | must be one of provider, deployer, other
          DATASET_DESCRIPTION | /dataset             | "x"           | /data/dataset             | must be of type object
          DATASET_DESCRIPTION | /creator/id          | absent        | /data/creator/id          | is required
          DATASET_DESCRIPTION | /datePublished       | "2026-13-01"  | /data/datePublished       | must be a date (JSON Schema format)
          ASSIGNMENT          | /person              | "emp-7"       | /data/person              | must be of type object
          THRESHOLDS          | /metrics             | []            | /data/metrics             | must have at least 1 element
          THRESHOLDS          | /metrics/0/operator  | "=>"          | /data/metrics/0/operator  | must be one of >=, >, <=, <, =
          THRESHOLDS          | /metrics/0/rationale | absent        | /data/metrics/0/rationale | is required
          DOCUMENT            | /sha256              | "B5"          | /data/sha256              | must match ^[0-9a-f]{64}$
          RELEASE             | /systemId            | "0196e0c4-7d1a-7c52-9a20-3f5e8b7c1d20" | /data/systemId | must be of type object
          RELEASE             | /status              | "live"        | /data/status              | must be one of placed-on-market, put-into-service, no-longer, withdrawn, recalled
          RELEASE             | /forms               | []            | /data/forms               | must have at least 1 element
          RESOURCES           | /method              | absent        | /data/method              | is required
          RESOURCES           | /energyKWh           | -1            | /data/energyKWh           | must be at least 0
          RESOURCES           | /duration            | "24 s"        | /data/duration            | must match ^P(?=[0-9T])([0-9]{1,4}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?$
          RESOURCES           | /hardware/0/count    | 0             | /data/hardware/0/count    | must be at least 1
          AUTHORITY_REQUEST   | /receivedAt          | absent        | /data/receivedAt          | is required
          PROPOSAL            | /approvalsRequired   | 0             | /data/approvalsRequired   | must be at least 1
          PROPOSAL            | /evidence/0          | "x"           | /data/evidence/0          | must be a uuid (JSON Schema format)
          PROPOSAL            | /actor               | absent        | /data/actor               | is required
          PROPOSAL            | /expiresAt           | "0000-01-01T00:00:00Z" | /data/expiresAt  | must be a time such as 2026-01-31T23:59:59Z, of the years 1 to 9999
          """)
  void saysWhatIsWrongAndWhere(
      RecordKind kind, String field, String value, String pointer, String message) {
    // Given
    JsonValue wrong = value == null ? null : RealEvents.json(value);
    JsonObject data = with(example(kind), field, wrong);

    // When
    Reading<AiRecord> reading = RecordReader.read(event(kind, data));

    // Then
    assertThat(violations(reading)).containsExactly(new Violation(pointer, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SYSTEM     | /systemName
          INCIDENT   | /incidentId
          INCIDENT   | /releases/0/version
          RELEASE    | /systemVersion
          RISK       | /actor/id
          ASSIGNMENT | /scope/name
          """)
  void refusesANameThatIsTooLongForAnIri(RecordKind kind, String field) {
    // Given
    JsonObject data = with(example(kind), field, JsonString.of("n".repeat(4_097)));

    // When
    Reading<AiRecord> reading = RecordReader.read(event(kind, data));

    // Then
    assertThat(violations(reading))
        .extracting(Violation::pointer)
        .contains("/data" + field)
        .allMatch(pointer -> pointer.startsWith("/data" + field.replaceFirst("/\\w+$", "")));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    // Given
    JsonObject data =
        with(
            with(
                with(example(RecordKind.RISK), "/area", RealEvents.json("\"money\"")),
                "/title",
                null),
            "/controls/0/text",
            RealEvents.json("7"));

    // When
    Reading<AiRecord> reading = RecordReader.read(event(RecordKind.RISK, data));

    // Then
    assertThat(violations(reading))
        .containsExactlyInAnyOrder(
            new Violation("/data/area", "must be one of health, safety, rights"),
            new Violation("/data/title", "is required"),
            new Violation("/data/controls/0/text", "must be of type string"));
  }

  @Test
  void isReadAgainAsItWasAccepted() {
    // Given
    CloudEvent event = event(RecordKind.PROPOSAL, example(RecordKind.PROPOSAL));

    // When
    Reading<AiRecord> reading = RecordReader.readAccepted(event);

    // Then
    Described record = (Described) ((Valid<AiRecord>) reading).value();
    assertThat(record.kind()).isEqualTo(RecordKind.PROPOSAL);
    assertThat(record.data().integer("approvalsRequired")).contains(2L);
    assertThat(record.envelope().actor()).map(Actor::id).contains("release-agent");
  }

  private static JsonObject example(RecordKind kind) {
    return (JsonObject) RecordReaderTest.example(kind).data();
  }

  private static CloudEvent event(RecordKind kind, JsonValue data) {
    return new CloudEvent(RecordReaderTest.example(kind).attributes(), data);
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
      int index = Integer.parseInt(path.getFirst());
      elements.set(index, with(elements.get(index), path.subList(1, path.size()), value));
      return JsonArray.of(elements);
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) parent).members());
    JsonValue changed =
        path.size() == 1
            ? value
            : with(members.get(path.getFirst()), path.subList(1, path.size()), value);
    if (changed == null) {
      members.remove(path.getFirst());
    } else {
      members.put(path.getFirst(), changed);
    }
    return JsonObject.of(members);
  }

  private static List<Violation> violations(Reading<AiRecord> reading) {
    assertThat(reading).isInstanceOf(Invalid.class);
    return ((Invalid<AiRecord>) reading).violations();
  }
}
