package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.house.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The current graph is a function of the set of events: whatever their order, their repetition and
/// their cut into batches, it has the same quads.
///
/// Left out of the comparison is what is about positions: the triples with `ll:seq`,
/// `ll:recordedIn`, `ll:schemaIn` and `ll:statisticsIn`, the nodes of the entries themselves, and
/// the history; and until when what is there was said again, which is beside it.
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
