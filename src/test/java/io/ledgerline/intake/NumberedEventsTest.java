package io.ledgerline.intake;

import static io.ledgerline.intake.Doors.CALLER;
import static io.ledgerline.intake.Doors.accepted;
import static io.ledgerline.intake.Doors.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.number.Numbering;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The number that a producer gives an event comes into the leaf, however it is said.
class NumberedEventsTest {

  private static final Numbering NUMBER =
      new Numbering(42, "nightly", Optional.of(Duration.ofMinutes(5)));

  private final Doors doors = Doors.open();

  @Test
  void aHeaderAndAFacetGiveTheSameLeafFields() {
    // Given
    String facet =
        ",\"facets\":{\"ledgerline_sequence\":{\"_producer\":\"https://p\",\"_schemaURL\":\"https://s\","
            + "\"number\":42,\"stream\":\"nightly\",\"intervalSeconds\":300}}";

    // When
    Outcome beside = await(doors.intake().lineage(CALLER, Optional.of(NUMBER), event("a", "")));
    Outcome within = await(doors.intake().lineage(CALLER, event("b", facet)));

    // Then
    assertThat(accepted(beside).leaf().numbering()).contains(NUMBER);
    assertThat(accepted(within).leaf().numbering()).contains(NUMBER);
  }

  @Test
  void anEventWithoutANumberHasALeafOfTheFirstVersion() {
    // When
    Outcome outcome = await(doors.intake().lineage(CALLER, event("a", "")));

    // Then
    assertThat(accepted(outcome).leaf().numbering()).isEmpty();
    assertThat(accepted(outcome).leaf().json().toString()).endsWith("\"v\":\"1\"}");
  }

  @Test
  void anEventThatComesAgainUnderAnotherNumberKeepsItsFirst() {
    // Given
    Outcome first = await(doors.intake().lineage(CALLER, Optional.of(NUMBER), event("a", "")));

    // When
    Outcome again =
        await(doors.intake().lineage(CALLER, Optional.of(NUMBER.plus(1)), event("a", "")));

    // Then
    assertThat(again).isInstanceOf(Outcome.Known.class);
    assertThat(((Outcome.Known) again).receipt()).isEqualTo(accepted(first));
  }

  @Test
  void theElementsOfABatchAreNumberedFromTheHeaderOn() {
    // Given
    String batch = "[%s,%s,%s]".formatted(record(1, ""), record(2, ""), record(3, ""));

    // When
    List<Outcome> outcomes =
        await(doors.intake().cloudEvents(CALLER, Optional.of(NUMBER), Bytes.utf8(batch)));

    // Then
    assertThat(
            outcomes.stream().map(one -> accepted(one).leaf().numbering().orElseThrow().number()))
        .containsExactly(42L, 43L, 44L);
  }

  @Test
  void theAttributesOfACloudEventGiveTheSameLeafFields() {
    // Given
    String attributes =
        "\"ledgerlinesequence\":\"42\",\"ledgerlinestream\":\"nightly\","
            + "\"ledgerlineinterval\":\"300\",";

    // When
    Outcome outcome = doors.structured(record(1, attributes));

    // Then
    assertThat(accepted(outcome).leaf().numbering()).contains(NUMBER);
  }

  @Test
  void twoNumbersOfOneEventAreRefused() {
    // When
    Outcome outcome =
        await(
            doors
                .intake()
                .cloudEvent(
                    CALLER,
                    Optional.of(NUMBER),
                    Bytes.utf8(record(1, "\"ledgerlinesequence\":\"41\","))));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.violations().getFirst().pointer())
                    .isEqualTo("/ledgerlinesequence"));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (String number : List.of("0", "-1", "1.5", "\"x\"", "1e3", "{}", "9007199254740992")) {
      // Given
      String facet = ",\"facets\":{\"ledgerline_sequence\":{\"number\":" + number + "}}";

      // When
      Outcome outcome = await(doors.intake().lineage(CALLER, event("a", facet)));

      // Then
      assertThat(outcome).as(number).isInstanceOf(Outcome.Invalid.class);
    }
  }

  private static Bytes event(String job, String facets) {
    return Bytes.utf8(
        """
        {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "eventType":"START","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"%s},\
        "job":{"namespace":"tests","name":"%s"}}\
        """
            .formatted(facets, job));
  }

  private static String record(int id, String attributes) {
    return """
    {"specversion":"1.0","id":"%1$d","source":"https://example.org/t",%2$s\
    "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
    "recordId":"00000000-0000-4000-8000-%1$012d","namespace":"n",\
    "occurredAt":"2026-11-21T09:30:00Z","producer":{"uri":"https://example.org/t","version":"1"},\
    "actor":{"id":"a"},"personalData":"none","target":{"cloudEvent":{"source":"s","id":"i",\
    "type":"t"}},"reason":"r"}}\
    """
        .formatted(id, attributes);
  }
}
