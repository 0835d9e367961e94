package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.history.AsOfDataset;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.house.SharedFiles;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The graph as of a position is, quad for quad and with everything about positions, the graph of
/// the entries up to there.
@Execution(ExecutionMode.CONCURRENT)
class AsOfTest {

  private static final int SCENARIOS = 40;
  private static final int PATTERNS = 60;

  @Test
  void isTheGraphOfTheEntriesUpToThereForTheRealEvents() {
    List<Entries.Event> events = Entries.creditScoringWithRecords();
    compareEverywhere(events, 1_000, "real events");
    List<Entries.Event> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(1));
    compareEverywhere(shuffled, 7, "real events in another order");
  }

  @Test
  void isTheGraphOfTheEntriesUpToThereForEveryCompatibilityScenario() {
    Path folder = SharedFiles.require("data/openlineage-compat");
    for (List<Entries.Event> events : Entries.compatibilityScenarios(folder)) {
      compareEverywhere(events, 10, "scenario of " + events.size());
    }
  }

  @Test
  void isTheGraphOfTheEntriesUpToThereForGeneratedEvents() {
    for (long seed = 0; seed < SCENARIOS; seed++) {
      List<Entries.Event> events = new ArrayList<>(Scenario.of(seed));
      events.addAll(Scenario.of(seed).subList(0, 4));
      Collections.shuffle(events, new Random(seed));
      compareEverywhere(events, 1 + (int) (seed % 9), "scenario " + seed);
    }
  }

  @Test
  void answersEveryPatternLikeTheGraphOfTheEntriesUpToThere() {
    for (long seed = 0; seed < 20; seed++) {
      // Given
      List<Entries.Event> events = Scenario.of(seed);
      ScratchGraph graph = new ScratchGraph().project(events, 5);
      Random random = new Random(seed);
      int position = 1 + random.nextInt(events.size());
      List<Quad> expected = quads(new ScratchGraph().project(events.subList(0, position), 5));
      List<Quad> all = graph.dataset().stream().toList();
      DatasetGraph past = new AsOfDataset(graph.dataset(), graph.iris(), position);

      for (int i = 0; i < PATTERNS; i++) {
        // When
        Quad of = all.get(random.nextInt(all.size()));
        Node s = random.nextBoolean() ? of.getSubject() : Node.ANY;
        Node p = random.nextBoolean() ? of.getPredicate() : Node.ANY;
        Node o = random.nextBoolean() ? of.getObject() : Node.ANY;
        List<String> found =
            past.stream(Quad.defaultGraphIRI, s, p, o).map(ScratchGraph::text).sorted().toList();

        // Then
        List<String> wanted =
            expected.stream()
                .filter(Quad::isDefaultGraph)
                .filter(quad -> matches(quad.getSubject(), s))
                .filter(quad -> matches(quad.getPredicate(), p))
                .filter(quad -> matches(quad.getObject(), o))
                .map(ScratchGraph::text)
                .sorted()
                .toList();
        assertThat(found).as("seed %s: %s %s %s", seed, s, p, o).isEqualTo(wanted);
      }
    }
  }

  private static boolean matches(Node node, Node pattern) {
    return pattern.equals(Node.ANY) || pattern.equals(node);
  }

  private static void compareEverywhere(List<Entries.Event> events, int batch, String name) {
    // Given
    ScratchGraph graph = new ScratchGraph().project(events, batch);
    ScratchGraph prefix = new ScratchGraph();

    for (int position = 1; position <= events.size(); position++) {
      // When
      DatasetGraph past = new AsOfDataset(graph.dataset(), graph.iris(), position);
      List<String> found = past.stream().map(ScratchGraph::text).sorted().toList();

      // Then
      prefix.project(events.subList(position - 1, position), 1);
      assertThat(found)
          .as("%s as of %s", name, position)
          .isEqualTo(quads(prefix).stream().map(ScratchGraph::text).sorted().toList());
    }
  }

  private static List<Quad> quads(ScratchGraph graph) {
    HistoryGraphs history = new HistoryGraphs(graph.iris());
    Node again = graph.iris().graph("again");
    return graph.dataset().stream()
        .filter(quad -> !history.isHistory(quad.getGraph()) && !quad.getGraph().equals(again))
        .toList();
  }
}
