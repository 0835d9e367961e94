package io.ledgerline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.ledger.PayloadEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OpenLineage events and system records through the door, into a real ledger in memory.
class IntakeTest {

  private final Doors doors = Doors.open();

  @AfterEach
  void close() {
    doors.close();
  }

  @Test
  void takesEveryEventOfTheCreditPipelineAndEachReceiptOpensTheBytesSent() {
    // Given
    List<Bytes> events = RealEvents.creditScoring();

    // When
    List<Outcome> outcomes = events.stream().map(doors::lineage).toList();

    // Then
    assertThat(outcomes).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Accepted.class));
    assertThat(doors.ledger().size()).isEqualTo(98);
    for (int i = 0; i < events.size(); i++) {
      Receipt receipt = Doors.accepted(outcomes.get(i));
      assertThat(receipt.opens(events.get(i))).isTrue();
      assertThat(receipt.leaf().type()).isEqualTo("openlineage-run-event");
      assertThat(receipt.leaf().producer()).isEqualTo(Doors.CALLER.keyId());
      assertThat(receipt.leaf().redactions()).isZero();
    }
    assertThat(doors.quarantine().all()).isEmpty();
  }

  @Test
  void anEventInAnotherOrderAndOtherWhiteSpaceIsKnownWithTheSameLeaf() {
    // Given
    Receipt first = Doors.accepted(doors.lineage(event("\"x\"")));
    String again =
        """
        { "job" : {"name":"j" ,"namespace":"n"}, "run": {"facets": {"f": {"v": "\\u0078"}},
          "runId":"01a1f9b6-07df-788b-9f5f-6fa6bb6488d9"}, "schemaURL":"x#/$defs/RunEvent",
          "eventType":"START", "producer":"p", "eventTime":"2026-01-01T00:00:00Z" }
        """;

    // When
    Outcome outcome = doors.lineage(again);

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Known.class);
    Receipt known = ((Outcome.Known) outcome).receipt();
    assertThat(known.index()).isEqualTo(first.index());
    assertThat(known.leaf()).isEqualTo(first.leaf());
  }

  @Test
  void personalFacetsAreUnitsOfTheirOwnWhereverTheyOccur() {
    // Given
    String event =
        """
        {"eventTime": "2026-01-01T00:00:00Z", "producer": "p", "schemaURL": "x#/$defs/RunEvent",
         "run": {"runId": "r", "facets": {"sql": {"q": 1}}},
         "job": {"namespace": "n", "name": "j", "facets": {"ownership": {"o": 1}, "other": {}}},
         "inputs": [{"namespace": "n", "name": "i", "facets": {"documentation": {"d": 1}}}],
         "outputs": [{"namespace": "n", "name": "o", "outputFacets": {"sql": {"q": 2}}},
                     {"namespace": "n", "name": "p", "facets": {"sql": null}}]}
        """;

    // When
    Receipt receipt = Doors.accepted(doors.lineage(event));

    // Then
    Payload payload = Doors.await(doors.ledger().payload(receipt.index())).orElseThrow().payload();
    assertThat(payload.units())
        .extracting(DataUnit::pointer)
        .containsExactly(
            "",
            "/run/facets/sql",
            "/job/facets/ownership",
            "/inputs/0/facets/documentation",
            "/outputs/0/outputFacets/sql");
    assertThat(payload.units().getFirst().value().utf8()).doesNotContain("\"d\": 1");
    assertThat(receipt.opens(Bytes.utf8(event))).isTrue();
  }

  @Test
  void noSecretReachesAStoredByte() {
    // Given
    String event =
        event(
                """
                "jdbc:x?password=HUSH1", "password": "HUSH2", "configs": ["database.password=HUSH3"],
                "vars": [{"name": "DB_PASSWORD", "value": "HUSH4"}],
                "uri": "postgres://u:HUSH5@h/d"
                """)
            .replace("\"n\"", "\"postgres://u:HUSH6@h:5432\"");

    // When
    Outcome outcome = doors.lineage(event);

    // Then
    Receipt receipt = Doors.accepted(outcome);
    assertThat(receipt.leaf().redactions()).isEqualTo(6);
    assertThat(receipt.opens(Bytes.utf8(event))).isFalse();
    assertThat(doors.stored(outcome))
        .isEqualTo(
            event
                .replaceAll("HUSH[13]", "[redacted: password]")
                .replaceAll("HUSH[24]", "[redacted: password]")
                .replaceAll("HUSH[56]", "***"));
    List<PayloadEntry> all = Doors.await(doors.ledger().read(0, 10));
    assertThat(all.toString()).doesNotContain("HUSH");
    assertThat(all)
        .flatExtracting(entry -> entry.payload().units())
        .allSatisfy(unit -> assertThat(unit.value().utf8()).doesNotContain("HUSH"));
  }

  @Test
  void theSameEventWithItsSecretIsKnownAndWithAnotherSecretIsAnother() {
    // Given
    Receipt first = Doors.accepted(doors.lineage(event("\"x\", \"password\": \"HUSH1\"")));

    // When
    Outcome same = doors.lineage(event("\"x\",  \"password\": \"HUSH1\""));
    Outcome other = doors.lineage(event("\"x\", \"password\": \"HUSH2\""));

    // Then
    assertThat(((Outcome.Known) same).receipt().index()).isEqualTo(first.index());
    assertThat(other).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void whatIsNoJsonIsMalformedAndKeptAsItCame() {
    // Given
    String body = "{\"password\": \"HUSH\", ";

    // When
    Outcome outcome = doors.lineage(body);

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Malformed.class);
    assertThat(((Outcome.Malformed) outcome).offset()).isEqualTo(body.length());
    Refusal refusal = doors.quarantine().all().getFirst();
    assertThat(refusal.problem()).isEqualTo("malformed");
    assertThat(refusal.isRedacted()).isFalse();
    assertThat(refusal.body()).isEqualTo(Bytes.utf8(body));
    assertThat(refusal.door()).isEqualTo("openlineage");
  }

  @Test
  void aNameThatIsThereTwiceWithTwoValuesIsMalformed() {
    // When
    Outcome outcome = doors.lineage("{\"producer\": \"a\", \"producer\": \"b\"}");

    // Then
    assertThat(((Outcome.Malformed) outcome).reason()).contains("\"producer\"");
    assertThat(((Outcome.Malformed) outcome).offset()).isEqualTo(18);
  }

  @Test
  void whatIsNoEventIsToldEverythingAndKeptWithoutItsSecrets() {
    // When
    Outcome outcome = doors.lineage("{\"job\": {\"password\": \"HUSH\"}, \"inputs\": 1}");

    // Then
    List<Violation> violations = ((Outcome.Invalid) outcome).violations();
    assertThat(violations)
        .extracting(Violation::pointer)
        .containsExactly("/eventTime", "/producer", "/job/namespace", "/job/name", "/inputs");
    Refusal refusal = doors.quarantine().all().getFirst();
    assertThat(refusal.problem()).isEqualTo("invalid");
    assertThat(refusal.isRedacted()).isTrue();
    assertThat(refusal.violations()).isEqualTo(violations);
    assertThat(refusal.body().utf8())
        .isEqualTo("{\"job\": {\"password\": \"[redacted: password]\"}, \"inputs\": 1}");
    assertThat(doors.ledger().size()).isEqualTo(1);
  }

  @Test
  void anEventOfTwentyMegabytesIsTooLarge() {
    // Given
    String event = event("\"" + "x".repeat(20_000_000) + "\"");

    // When
    Outcome outcome = doors.lineage(event);

    // Then
    assertThat(outcome).isEqualTo(new Outcome.TooLarge(16 << 20));
    assertThat(doors.quarantine().all()).isEmpty();
  }

  @Test
  void anEventOfFifteenMegabytesIsTaken() {
    // Given
    String event = event("\"" + "x = 'y' ".repeat(1_900_000) + "\"");

    // When
    Outcome outcome = doors.lineage(event);

    // Then
    assertThat(doors.stored(outcome)).isEqualTo(event);
  }

  @Test
  void deepNestingIsMalformedAndNotAStackOverflow() {
    // When
    Outcome outcome = doors.lineage(event("[".repeat(100_000)));

    // Then
    assertThat(((Outcome.Malformed) outcome).reason()).contains("nested deeper than 500 levels");
  }

  @Test
  void whatTheSystemRecordsTwiceIsOneEntry() {
    // Given
    DocumentExport export =
        new DocumentExport(
            "model-card",
            "1",
            "ledgerline 0.1.0",
            "https://ledgerline.invalid/test/model/x",
            7,
            "ab".repeat(32),
            "cd".repeat(32),
            3,
            new TreeMap<>(Map.of("missing", 2L, "derived", 5L)));
    Receipt first = Doors.accepted(Doors.await(doors.intake().system(export)));

    // When
    Outcome again = Doors.await(doors.intake().system(export));

    // Then
    assertThat(((Outcome.Known) again).receipt().index()).isEqualTo(first.index());
    assertThat(first.leaf().type()).isEqualTo("io.ledgerline.document-export.v1");
    assertThat(first.leaf().producer()).isEqualTo("system");
    assertThat(first.opens(export.toJson().bytes())).isTrue();
  }

  @Test
  void aThousandEventsAtOnceAreAllAccounted() throws Exception {
    // Given
    List<String> events =
        IntStream.range(0, 1_000).mapToObj(i -> event(Integer.toString(i % 500))).toList();

    // When
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Outcome>> asked =
          events.stream().map(event -> threads.submit(() -> doors.lineage(event))).toList();
      for (Future<Outcome> answer : asked) {
        outcomes.add(answer.get());
      }
    }

    // Then
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Accepted).hasSize(500);
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Known).hasSize(500);
    assertThat(doors.ledger().size()).isEqualTo(501);
  }

  private static String event(String value) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"p","schemaURL":"x#/$defs/RunEvent",
     "eventType":"START","run":{"runId":"01a1f9b6-07df-788b-9f5f-6fa6bb6488d9",
       "facets":{"f":{"v":%s}}},"job":{"namespace":"n","name":"j"}}
    """
        .formatted(value);
  }
}
