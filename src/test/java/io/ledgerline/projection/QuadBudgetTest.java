package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an event costs in quads, as `docs/reference/graph.md` says.
class QuadBudgetTest {

  @Test
  void costsWhatTheReferenceSays() throws IOException {
    // Given
    String reference = Files.readString(Path.of("docs/reference/graph.md"));
    List<Entries.Event> events = Entries.creditScoring();

    // When
    long first = count(new ScratchGraph().project(events, 1_000));
    long again = count(new ScratchGraph().project(daysInARow(events, 10), 1_000));

    // Then
    assertThat(reference)
        .contains(mean(first, events.size()) + " quads an event")
        .contains(mean(again - first, 9L * events.size()) + " quads an event");
  }

  @Test
  void costsThreeQuadsADecisionOfAKnownContext() {
    // Given
    ScratchGraph graph = new ScratchGraph().project(Entries.creditScoringWithRecords(), 1_000);
    String model = "{\"namespace\":\"credit-prod\",\"name\":\"credit_default\",\"version\":\"3\"}";
    long before = count(graph);

    // When
    graph.project(List.of(CreditRecords.decision("A-4", model)), 1);

    // Then
    assertThat(count(graph) - before).isEqualTo(3);
  }

  static List<Entries.Event> daysInARow(List<Entries.Event> events, int days) {
    return IntStream.range(0, days)
        .boxed()
        .flatMap(day -> events.stream().map(event -> onDay(event, day)))
        .toList();
  }

  private static Entries.Event onDay(Entries.Event event, int day) {
    String text =
        event
            .payload()
            .utf8()
            .replace("01a1f9b", "01a1f" + String.format(Locale.ROOT, "%02d", day))
            .replace("2026-11-20T", "2026-11-%02dT".formatted(20 + day));
    return Entries.Event.lineage(text);
  }

  private static long count(ScratchGraph graph) {
    return graph.dataset().stream().count();
  }

  private static String mean(long quads, long events) {
    return String.format(Locale.ROOT, "%.1f", (double) quads / events);
  }
}
