package io.ledgerline.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a lineage reads: as much as it visits, however large the graph is.
@Execution(ExecutionMode.CONCURRENT)
class LineageWorkTest {

  private static final int LOOKUPS_A_NODE = 60;

  @TempDir Path directory;

  private final Iris iris = new Iris(TestLedgers.genesis().baseIri());

  @ParameterizedTest
  @EnumSource(Direction.class)
  void readsNoMoreThanItsShareForEachNodeThatItShows(Direction direction) {
    // Given
    try (LineageGraph graph = filled("one", 1_000, 3)) {
      for (String id : starts(900)) {
        // When
        Facts facts = walk(graph, id, direction, 200);

        // Then
        assertThat(facts.readCount()).as(id).isLessThan(200L * LOOKUPS_A_NODE);
      }
    }
  }

  @Test
  void readsTheSameInAGraphOfTenTimesTheJobs() {
    // Given
    List<Long> small = new ArrayList<>();
    List<Long> large = new ArrayList<>();
    try (LineageGraph graph = filled("small", 400, 2)) {
      starts(150).forEach(id -> small.add(walk(graph, id, Direction.UPSTREAM, 1_000).readCount()));
    }

    // When
    try (LineageGraph graph = filled("large", 4_000, 2)) {
      starts(150).forEach(id -> large.add(walk(graph, id, Direction.UPSTREAM, 1_000).readCount()));
    }

    // Then
    assertThat(large).isEqualTo(small);
  }

  @Test
  void stopsReadingAtTheLimit() {
    // Given
    try (LineageGraph graph = filled("limit", 1_000, 2)) {
      String id = GrownGraph.datasetId(10);
      long whole = walk(graph, id, Direction.DOWNSTREAM, 1_000).readCount();

      // When
      long cut = walk(graph, id, Direction.DOWNSTREAM, 10).readCount();

      // Then
      assertThat(cut).isLessThan(10L * LOOKUPS_A_NODE).isLessThan(whole);
    }
  }

  private LineageGraph filled(String name, int jobs, int versions) {
    LineageGraph graph = LineageGraph.open(GraphSettings.in(directory.resolve(name)), iris);
    GrownGraph.fill(graph, iris, jobs, versions);
    return graph;
  }

  private static List<String> starts(int job) {
    return List.of(
        GrownGraph.datasetId(job),
        GrownGraph.jobId(job),
        GrownGraph.versionId(job, 1),
        GrownGraph.runNodeId(job, 1));
  }

  private Facts walk(LineageGraph graph, String id, Direction direction, int limit) {
    Lineage lineage = new Lineage(graph, iris);
    return graph.read(
        dataset -> {
          Facts facts = new Facts(dataset, iris, limit);
          assertThat(
                  lineage.around(
                      facts, NodeId.parse(id).orElseThrow(), direction, Detail.NAMED, 20, limit))
              .isPresent();
          return facts;
        });
  }
}
