package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.house.SharedFiles;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The current graph is a function of the set of events: whatever their order, their repetition and
/// their cut into batches, it has the same quads.
///
/// Left out of the comparison is what is about positions: the triples with `ll:seq`; every triple
/// whose subject is an entry, whatever it says of it, or whose object is one, so `ll:recordedIn`
/// and every property that ends in `In`: of several entries that say the same, the one with which
/// the values came is named there; the history; and the graph `again`, which has until when what is
/// there was said again.
@Execution(ExecutionMode.CONCURRENT)
class OrderIndependenceTest {

  private static final int PERMUTATIONS = 12;
  private static final int SCENARIOS = 200;

  @Test
  void makesTheSameGraphOfTheRealEventsInAnyOrder() {
    // Given
    List<Entries.Event> events = Entries.creditScoringWithRecords();
    List<String> expected = new ScratchGraph().project(events, 1_000).quads();

    for (long seed = 0; seed < PERMUTATIONS; seed++) {
      // When
      List<String> quads = new ScratchGraph().projectShuffled(events, seed).quads();

      // Then
      assertThat(difference(quads, expected)).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void makesTheSameGraphWhetherEntriesComeOneByOneOrAtOnce() {
    // Given
    List<Entries.Event> events = Entries.creditScoringWithRecords();

    // When
    List<String> oneByOne =
        new ScratchGraph()
            .project(events, 1).dataset().stream().map(ScratchGraph::text).sorted().toList();
    List<String> atOnce =
        new ScratchGraph()
            .project(events, 1_000).dataset().stream().map(ScratchGraph::text).sorted().toList();

    // Then
    assertThat(oneByOne).containsExactlyElementsOf(atOnce);
  }

  @Test
  void makesTheSameGraphOfGeneratedEventsInAnyOrder() {
    for (long seed = 0; seed < SCENARIOS; seed++) {
      // Given
      List<Entries.Event> events = Scenario.of(seed);
      List<String> expected = new ScratchGraph().project(events, 1_000).quads();

      for (long order = 0; order < 4; order++) {
        // When
        List<String> quads = new ScratchGraph().projectShuffled(events, order).quads();

        // Then
        assertThat(difference(quads, expected)).as("scenario %s, order %s", seed, order).isEmpty();
      }
    }
  }

  @Test
  void makesTheSameGraphOfEveryCompatibilityScenarioInAnyOrder() {
    Path folder = SharedFiles.require("data/openlineage-compat");
    for (List<Entries.Event> events : Entries.compatibilityScenarios(folder)) {
      // Given
      List<String> expected = new ScratchGraph().project(events, 1_000).quads();

      for (long seed = 0; seed < PERMUTATIONS; seed++) {
        // When
        List<String> quads = new ScratchGraph().projectShuffled(events, seed).quads();

        // Then
        assertThat(difference(quads, expected)).as("seed %s", seed).isEmpty();
      }
    }
  }

  @Test
  void makesTheSameGraphOfScenariosInterleaved() {
    // Given
    Path folder = SharedFiles.require("data/openlineage-compat");
    List<Entries.Event> events = new ArrayList<>(Entries.creditScoringWithRecords());
    Entries.compatibilityScenarios(folder).forEach(events::addAll);
    List<String> expected = new ScratchGraph().project(events, 1_000).quads();

    for (long seed = 0; seed < PERMUTATIONS; seed++) {
      // When
      List<String> quads = new ScratchGraph().projectShuffled(events, seed).quads();

      // Then
      assertThat(difference(quads, expected)).as("seed %s", seed).isEmpty();
    }
  }

  /// Events are `type run second job parent inputs outputs`, a dash for nothing.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "late START | START r 1 j - - -; COMPLETE r 5 j - a b; START r 2 j - c -",
        "OTHER after COMPLETE | START r 1 j - - -; COMPLETE r 5 j - a b; OTHER r 9 j - - -",
        "FAIL then COMPLETE | START r 1 j - a -; FAIL r 5 j - - b; COMPLETE r 6 j - - b",
        "FAIL and COMPLETE at once | START r 1 j - a -; FAIL r 5 j - - b; COMPLETE r 5 j - - b",
        "inputs on START only | COMPLETE w 0 k - - a; START r 1 j - a -; COMPLETE r 5 j - - b",
        "two producers of one dataset | COMPLETE w 1 k - - a; COMPLETE v 2 l - - a;"
            + " START r 3 j - a -; COMPLETE r 4 j - - b",
        "versions out of order | COMPLETE w 1 k - - a; COMPLETE v 3 k - - a; COMPLETE u 5 k - - a;"
            + " START r 4 j - a -; COMPLETE r 6 j - - b",
        "a version that is named | COMPLETE w 1 k - - a@7; COMPLETE v 3 k - - a@8;"
            + " START r 4 j - a@7 -; COMPLETE r 6 j - - b",
        "what one reads and writes | COMPLETE w 1 k - - a; START r 2 j - a a; COMPLETE r 4 j - a a;"
            + " START q 5 j - a -",
        "a parent that comes last | START c 2 p.c p a -; COMPLETE d 3 p.d p - b; COMPLETE w 1 k - -"
            + " a; START p 1 p - - -; COMPLETE p 9 p - - -"
      })
  void makesTheSameGraphInEveryOrderOfEventsOfWhichOneIsLate(String name, String script) {
    // Given
    List<Entries.Event> events = new ArrayList<>();
    for (String line : script.split(";", -1)) {
      String[] parts = line.strip().replace("-", "").split(" ", -1);
      events.add(
          ProjectionRulesTest.run(
              parts[0],
              parts[1],
              Integer.parseInt(parts[2]),
              parts[3],
              parts[4],
              parts[5],
              parts[6]));
    }
    List<String> expected = new ScratchGraph().project(events, 100).quads();

    for (List<Entries.Event> order : orders(events)) {
      // When
      ScratchGraph graph = new ScratchGraph().project(order, 1);
      List<String> quads = graph.quads();
      List<String> repeated = graph.project(order.subList(0, 1), 1).quads();

      // Then
      assertThat(quads).as(name).isEqualTo(expected);
      assertThat(repeated).as(name).isEqualTo(expected);
    }
  }

  private static List<List<Entries.Event>> orders(List<Entries.Event> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Entries.Event>> orders = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      List<Entries.Event> others = new ArrayList<>(events);
      Entries.Event first = others.remove(i);
      for (List<Entries.Event> rest : orders(others)) {
        List<Entries.Event> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  /// What is in one and not in the other.
  private static List<String> difference(List<String> found, List<String> expected) {
    List<String> difference = new ArrayList<>();
    if (found.equals(expected)) {
      return difference;
    }
    found.stream()
        .filter(quad -> !expected.contains(quad))
        .map("+ "::concat)
        .forEach(difference::add);
    expected.stream()
        .filter(quad -> !found.contains(quad))
        .map("- "::concat)
        .forEach(difference::add);
    return difference;
  }
}
