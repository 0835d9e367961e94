package io.ledgerline.projection.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.ChangeTrail;
import io.ledgerline.projection.ChangeTrail.Change;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What each entry changes, entry by entry.
@Execution(ExecutionMode.CONCURRENT)
class ChangeTrailTest {

  @TempDir Path directory;
  private Ledger ledger;
  private Iris iris;

  @BeforeEach
  void fillALedger() {
    ledger = TestLedgers.open();
    iris = new Iris(ledger.genesis().baseIri());
    List<Entries.Event> events = new ArrayList<>(Entries.creditScoringWithRecords());
    Collections.shuffle(events, new Random(3));
    LedgerFiller.append(ledger, events.subList(0, 60));
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @Test
  void theGraphAfterEachEntryIsWhatTheChangesUpToItMake() {
    try (LineageGraph graph = open("one-by-one")) {
      ChangeTrail trail = new ChangeTrail(ledger, graph, ProjectorSettings.DEFAULTS);
      TreeSet<String> copy = new TreeSet<>();
      for (long index = 0; index < ledger.size(); index++) {
        // Given
        List<Change> taken = new ArrayList<>();

        // When
        ChangeTrail.Step step = trail.next(1, taken::addAll);

        // Then
        assertThat(step).isEqualTo(ChangeTrail.Step.TAKEN);
        assertThat(taken).hasSize(1);
        Change change = taken.getFirst();
        assertThat(change.cursor().position()).isEqualTo(index);
        change.change().removed().forEach(quad -> assertThat(copy.remove(text(quad))).isTrue());
        change.change().added().forEach(quad -> assertThat(copy.add(text(quad))).isTrue());
        assertThat(quads(graph)).containsExactlyElementsOf(copy);
      }
      assertThat(trail.next(1, changes -> {})).isEqualTo(ChangeTrail.Step.NOTHING);
    }
  }

  @Test
  void anEntryChangesTheSameHoweverBatchesAreCut() {
    // Given
    List<Change> oneByOne = changes("one-by-one", 1);

    // When
    List<Change> atOnce = changes("at-once", 1_000);

    // Then
    assertThat(atOnce).containsExactlyElementsOf(oneByOne);
  }

  @Test
  void whatIsNotTakenIsNotInTheGraphAndComesAgain() {
    try (LineageGraph graph = open("graph")) {
      // Given
      ChangeTrail trail = new ChangeTrail(ledger, graph, ProjectorSettings.DEFAULTS);
      trail.reach(20, ChangeTrailTest::on);

      // When
      Throwable refusal =
          catchThrowable(
              () ->
                  trail.next(
                      10,
                      changes -> {
                        throw new IllegalStateException("no broker");
                      }));

      // Then
      assertThat(refusal).isInstanceOf(ChangeTrail.NotTakenException.class).hasMessage("no broker");
      assertThat(trail.cursor().orElseThrow().position()).isEqualTo(20);
      List<Change> taken = new ArrayList<>();
      trail.next(10, taken::addAll);
      assertThat(taken.getFirst().cursor().position()).isEqualTo(21);
      assertThat(taken).containsExactlyElementsOf(changes("other", 1).subList(21, 31));
    }
  }

  @Test
  void endsWhereSomethingIsTakenBackAndKnowsThatFromAfar() {
    try (LineageGraph graph = open("graph")) {
      // Given
      ChangeTrail trail = new ChangeTrail(ledger, graph, ProjectorSettings.DEFAULTS);
      trail.reach(ledger.size() - 1, ChangeTrailTest::on);
      long end = ledger.size();
      boolean before = trail.isTakenBackFrom(end, ChangeTrailTest::on);
      ledger.append(Submissions.erasing("dpo", UnitSet.of(5, List.of(0)))).await().indefinitely();

      // When
      ChangeTrail.Step step = trail.next(10, changes -> {});

      // Then
      assertThat(before).isFalse();
      assertThat(step).isEqualTo(ChangeTrail.Step.ENDED);
      assertThat(trail.isTakenBackFrom(end, ChangeTrailTest::on)).isTrue();
      assertThat(trail.isTakenBackFrom(end + 1, ChangeTrailTest::on)).isFalse();
      trail.begin(end, ChangeTrailTest::on);
      assertThat(trail.cursor().orElseThrow().isOutdated()).isFalse();
      assertThat(trail.next(10, changes -> {})).isEqualTo(ChangeTrail.Step.NOTHING);
    }
  }

  @Test
  void aGraphThatIsPastTheEntryIsFilledAnewUpToIt() {
    try (LineageGraph graph = open("graph")) {
      // Given
      ChangeTrail trail = new ChangeTrail(ledger, graph, ProjectorSettings.DEFAULTS);
      trail.reach(40, ChangeTrailTest::on);

      // When
      trail.reach(30, ChangeTrailTest::on);

      // Then
      List<Change> taken = new ArrayList<>();
      trail.next(5, taken::addAll);
      assertThat(taken).containsExactlyElementsOf(changes("other", 1_000).subList(31, 36));
    }
  }

  private static void on() {}

  private List<Change> changes(String name, int countMax) {
    List<Change> all = new ArrayList<>();
    try (LineageGraph graph = open(name)) {
      ChangeTrail trail = new ChangeTrail(ledger, graph, ProjectorSettings.DEFAULTS);
      ChangeTrail.Step step = ChangeTrail.Step.TAKEN;
      while (step == ChangeTrail.Step.TAKEN) {
        step = trail.next(countMax, all::addAll);
      }
    }
    return all;
  }

  /// Without the cursor.
  private List<String> quads(LineageGraph graph) {
    Node meta = iris.graph("meta");
    return graph.read(
        dataset ->
            dataset.stream()
                .filter(quad -> !quad.getGraph().equals(meta))
                .map(ChangeTrailTest::text)
                .sorted()
                .toList());
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }

  private static String text(Quad quad) {
    return (quad.isDefaultGraph() ? "" : quad.getGraph()) + " " + quad.asTriple();
  }
}
