package io.ledgerline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import io.ledgerline.event.record.RecordKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Records about AI through the door, in all three modes, into a real ledger in memory.
class IntakeOfRecordsTest {

  private Doors doors = Doors.open();

  @AfterEach
  void close() {
    doors.close();
  }

  @ParameterizedTest
  @EnumSource
  void takesTheExampleOfEveryKind(RecordKind kind) {
    // When
    Receipt receipt = Doors.accepted(doors.structured(example(kind)));

    // Then
    assertThat(receipt.leaf().type()).isEqualTo(kind.type());
    assertThat(receipt.leaf().mediaType()).isEqualTo("application/cloudevents+json");
    assertThat(receipt.opens(Bytes.utf8(example(kind)))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSameEventInAllThreeModesIsOneEntry(RecordKind kind) {
    // Given
    String event = example(kind);
    Receipt first = Doors.accepted(doors.binary(headers(event), data(event)));

    // When
    Outcome structured = doors.structured(event);
    List<Outcome> batch = doors.batch("[ " + event + " ]");

    // Then
    assertThat(first.leaf().mediaType()).isEqualTo(Frame.MEDIA_TYPE);
    assertThat(((Outcome.Known) structured).receipt().index()).isEqualTo(first.index());
    assertThat(batch).singleElement().isInstanceOf(Outcome.Known.class);
    assertThat(doors.ledger().size()).isEqualTo(2);
  }

  @Test
  void theSameNameWithOtherDataIsContradictedAndKept() {
    // Given
    String event = example(RecordKind.DECISION);
    Receipt first = Doors.accepted(doors.structured(event));

    // When
    Outcome outcome = doors.structured(event.replace("declined", "approved"));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Contradicted(first.index()));
    Refusal refusal = doors.quarantine().all().getFirst();
    assertThat(refusal.problem()).isEqualTo("contradicted");
    assertThat(refusal.body().utf8()).contains("approved");
    assertThat(refusal.producer()).isEqualTo(Doors.CALLER.keyId());
  }

  @Test
  void theSubjectOfADecisionIsAUnitOfItsOwnInEveryMode() {
    // Given
    String event = example(RecordKind.DECISION);
    String other = event.replaceFirst("\"id\": \"[^\"]*\"", "\"id\": \"other\"");

    // When
    Receipt structured = Doors.accepted(doors.structured(event));
    Receipt binary = Doors.accepted(doors.binary(headers(other), data(other)));

    // Then
    assertThat(unitPointers(structured)).containsExactly("", "/data/subject");
    assertThat(unitPointers(binary)).containsExactly("", "/subject");
  }

  @Test
  void aBatchHasOneOutcomeAnElementInOrder() {
    // Given
    String bad = "{\"specversion\": \"1.0\", \"secret\": \"HUSH\"}";
    String events =
        "["
            + example(RecordKind.DECISION)
            + ","
            + bad
            + ",7,"
            + example(RecordKind.OVERSIGHT)
            + "]";

    // When
    List<Outcome> outcomes = doors.batch(events);

    // Then
    assertThat(outcomes)
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Accepted", "Invalid", "Invalid", "Accepted");
    assertThat(Doors.accepted(outcomes.get(0)).leaf().mediaType())
        .isEqualTo("application/cloudevents+json");
    assertThat(doors.quarantine().all()).hasSize(2);
    assertThat(doors.quarantine().all().toString()).doesNotContain("HUSH");
  }

  @Test
  void aBatchThatIsNoArrayOrTooLongIsRefusedAsAWhole() {
    // When
    List<Outcome> noArray = doors.batch("{}");
    List<Outcome> tooLong = doors.batch("[" + "1,".repeat(1_000) + "1]");
    List<Outcome> noJson = doors.batch("[1,");
    List<Outcome> empty = doors.batch("[]");

    // Then
    assertThat(noArray).singleElement().isInstanceOf(Outcome.Invalid.class);
    assertThat(tooLong).singleElement().isInstanceOf(Outcome.Invalid.class);
    assertThat(noJson).singleElement().isInstanceOf(Outcome.Malformed.class);
    assertThat(empty).isEmpty();
    assertThat(doors.quarantine().all())
        .extracting(Refusal::door)
        .containsOnly("cloudevents-batch");
  }

  @Test
  void listsWhatIsWrongWithTheEnvelopeAndTheDataAtOnce() {
    // Given
    String event =
        "{\"specversion\": \"2.0\", \"type\": \"io.ledgerline.statement.v1\", \"data\": {\"actor\":"
            + " {}}}";

    // When
    Outcome outcome = doors.structured(event);

    // Then
    assertThat(((Outcome.Invalid) outcome).violations())
        .extracting(Violation::pointer)
        .hasSizeGreaterThan(10)
        .contains("/specversion", "/id", "/source", "/data/text", "/data/actor/id");
  }

  @Test
  void noSecretOfAHeaderReachesAStoredByte() {
    // Given
    String event = example(RecordKind.STATEMENT);
    Map<String, String> headers = headers(event);
    headers.put("ce-source", "https://user:HUSH@example.org/desk");
    headers.put("ce-apitoken", "HUSH");
    headers.put("authorization", "Bearer HUSH");
    String data = data(event).replace("The model", "password=HUSH The model");

    // When
    Outcome outcome = doors.binary(headers, data);

    // Then
    assertThat(Doors.accepted(outcome).leaf().redactions()).isEqualTo(3);
    assertThat(doors.stored(outcome))
        .contains("https://user:***@example.org/desk")
        .doesNotContain("HUSH")
        .doesNotContain("authorization");
  }

  @Test
  void whatFollowersCouldNotReadOnceASecretIsReplacedIsRefused() {
    // Given
    doors.close();
    doors =
        Doors.open(
            new IntakeSettings(
                1 << 20,
                100,
                10,
                IntakeSettings.DEFAULTS.personalFacets(),
                IntakeSettings.DEFAULTS.personalFields(),
                List.of(JsonPointer.parse("/data/occurredAt")),
                IntakeSettings.DEFAULTS.subjects(),
                IntakeSettings.DEFAULTS.signers(),
                IntakeSettings.DEFAULTS.retryAfter()));

    // When
    Outcome outcome = doors.structured(example(RecordKind.STATEMENT));

    // Then
    assertThat(((Outcome.Invalid) outcome).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.pointer()).isEqualTo("/data/occurredAt");
              assertThat(violation.message()).endsWith("(after a secret was replaced)");
            });
    assertThat(doors.ledger().size()).isEqualTo(1);
  }

  private List<String> unitPointers(Receipt receipt) {
    Payload payload = Doors.await(doors.ledger().payload(receipt.index())).orElseThrow().payload();
    return payload.units().stream().map(DataUnit::pointer).toList();
  }

  private static String example(RecordKind kind) {
    return RealEvents.example(kind.slug()).utf8();
  }

  private static Map<String, String> headers(String event) {
    Map<String, String> headers = new LinkedHashMap<>();
    JsonObject object = (JsonObject) RealEvents.json(event);
    object
        .members()
        .keySet()
        .forEach(name -> object.string(name).ifPresent(value -> headers.put("ce-" + name, value)));
    headers.put("content-type", headers.remove("ce-datacontenttype"));
    return headers;
  }

  private static String data(String event) {
    JsonValue data = ((JsonObject) RealEvents.json(event)).get("data").orElseThrow();
    return Bytes.utf8(event).slice(data.start(), data.end()).utf8();
  }
}
