package io.ledgerline.event.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.BinaryHeader;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.event.system.DocumentExport;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a follower reads from accepted bytes.
class StoredEventsTest {

  @Test
  void readsLineageBack() {
    for (Bytes event : RealEvents.creditScoring()) {
      // When
      StoredEvent stored = StoredEvents.read("openlineage-run-event", event);

      // Then
      assertThat(((StoredEvent.Lineage) stored).event()).isInstanceOf(LineageEvent.RunEvent.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsRecordsBack(RecordKind kind) {
    // When
    StoredEvent stored = StoredEvents.read(kind.type(), RealEvents.example(kind.slug()));

    // Then
    StoredEvent.Ai ai = (StoredEvent.Ai) stored;
    assertThat(ai.cloudEvent().type()).isEqualTo(kind.type());
    assertThat(ai.record().envelope().recordId()).isEqualTo(ai.cloudEvent().id());
  }

  @Test
  void readsARecordOfBinaryModeBack() {
    // Given
    List<BinaryHeader> headers =
        List.of(
            new BinaryHeader("ce-id", Bytes.utf8("1")),
            new BinaryHeader("ce-source", Bytes.utf8("/s")),
            new BinaryHeader("ce-specversion", Bytes.utf8("1.0")),
            new BinaryHeader("ce-type", Bytes.utf8(RecordKind.APPROVAL.type())));
    Bytes example = RealEvents.example("approval");
    JsonValue data = ((JsonObject) RealEvents.json(example)).get("data").orElseThrow();

    // When
    StoredEvent stored =
        StoredEvents.read(
            RecordKind.APPROVAL.type(), headers, example.slice(data.start(), data.end()));

    // Then
    assertThat(((StoredEvent.Ai) stored).record()).isInstanceOf(AiRecord.Approval.class);
  }

  @Test
  void readsWhatTheSystemRecordedBack() {
    // Given
    DocumentExport export =
        new DocumentExport(
            "evidence-bundle",
            "1",
            "ledgerline",
            "https://x/y",
            1,
            "0".repeat(64),
            "1".repeat(64),
            0,
            new TreeMap<>());

    // When
    StoredEvent stored = StoredEvents.read(export.type(), export.toJson().bytes());

    // Then
    assertThat(stored).isEqualTo(new StoredEvent.System(export));
  }

  @Test
  void theGenesisIsAnOpening() {
    // When
    StoredEvent stored = StoredEvents.read("io.ledgerline.genesis.v1", Bytes.utf8("{}"));

    // Then
    assertThat(stored).isEqualTo(new StoredEvent.Opening());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          openlineage-run-event            | {
          openlineage-run-event            | {}
          io.ledgerline.decision.v1        | {"specversion": "1.0"}
          io.ledgerline.unheard.v1         | {}
          io.ledgerline.document-export.v1 | {"v":"2"}
          """)
  void saysThatSomethingElseIsUnreadable(String type, String payload) {
    // When
    Throwable refusal = catchThrowable(() -> StoredEvents.read(type, Bytes.utf8(payload)));

    // Then
    assertThat(refusal)
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageStartingWith("not a readable " + type);
  }
}
