package io.ledgerline.projection.facets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.house.SharedFiles;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.NextDays;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an event costs in quads, as `docs/reference/graph.md` says.
class QuadBudgetTest {

  private static final Logger LOG = System.getLogger(QuadBudgetTest.class.getName());

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

  /// When everything that can be known is known: the jobs, datasets, schemas and columns are those
  /// of the day before, and the runs are new.
  @Test
  void costsTwelveQuadsAnEventAtMostOnTheDaysAfterTheFirst() {
    // When
    Cost cost = Cost.of("credit scoring", Entries.creditScoring());

    // Then
    assertThat((double) (cost.current + cost.past) / cost.events).isLessThanOrEqualTo(12);
  }

  @Test
  void costsTwelveQuadsAnEventAtMostWithoutTheHistoryForAllRealEvents() {
    // Given
    Path folder = SharedFiles.require("data/openlineage-compat");

    // When
    Cost all = Cost.of("credit scoring", Entries.creditScoring());
    for (List<Entries.Event> scenario : Entries.compatibilityScenarios(folder)) {
      all = all.and(Cost.of("compatibility", scenario));
    }
    all.print("all");

    // Then
    assertThat((double) all.current / all.events).isLessThanOrEqualTo(12);
  }

  /// What nine days cost that follow a first one.
  ///
  /// @param current quads of the graph as it is
  /// @param past quads that only say how it was
  private record Cost(long events, long current, long past) {

    static Cost of(String name, List<Entries.Event> events) {
      ScratchGraph first = new ScratchGraph().project(events, 1_000);
      ScratchGraph all = new ScratchGraph().project(NextDays.of(events, 10), 1_000);
      long past = past(all) - past(first);
      Cost cost = new Cost(9L * events.size(), count(all) - count(first) - past, past);
      cost.print(name);
      return cost;
    }

    Cost and(Cost other) {
      return new Cost(events + other.events, current + other.current, past + other.past);
    }

    void print(String name) {
      LOG.log(
          Level.INFO,
          "{0}, {1} events: {2} quads each on the days after the first, and {3} of history",
          name,
          events / 9,
          mean(current, events),
          mean(past, events));
    }

    private static long past(ScratchGraph graph) {
      HistoryGraphs history = new HistoryGraphs(graph.iris());
      return graph.dataset().stream().filter(quad -> history.isHistory(quad.getGraph())).count();
    }
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
