package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Identity;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Layer;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.intake.Outcome;
import io.ledgerline.projection.retraction.Retraction;
import io.ledgerline.projection.world.Entries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a retracted entry said is not in the graph, and what others say of the same nodes is.
@Execution(ExecutionMode.CONCURRENT)
class RetractionTest extends RetractionLedger {

  @Test
  void theGraphIsThatOfTheEntriesWithoutTheRetractedOnes() {
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
    for (int seed = 0; seed < 4; seed++) {
      try (LineageGraph graph = open("graph-" + seed);
          Projector projector = new Projector(ledger, graph, SETTINGS)) {
        // Given
        projector.start();
        await(projector);
        SortedSet<Long> retracted = new TreeSet<>(projector.retractions().counting().keySet());
        Random random = new Random(seed);
        while (retracted.size() < 5 * (seed + 1)) {
          retracted.add(1 + random.nextLong(Entries.creditScoringWithRecords().size()));
        }

        // When
        for (long index : retracted) {
          retract(entry(index));
        }
        await(projector);

        // Then
        assertThat(quads(graph, retracted))
            .as("seed %s", seed)
            .containsExactlyElementsOf(without("without-" + seed, retracted));
        assertThat(quads(graph, new TreeSet<>()))
            .containsExactlyElementsOf(rebuilt("rebuilt-" + seed));
      }
    }
  }

  @Test
  void aFactThatAnotherEntryStatesTooStays() {
    // Given
    long falseOne = lineage(event("job-a", "false-input", "shared"));
    lineage(event("job-b", "other-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      await(projector);

      // When
      long by = retract(entry(falseOne));
      await(projector);

      // Then
      assertThat(String.join("\n", quads(graph, new TreeSet<>(List.of(falseOne)))))
          .doesNotContain("false-input")
          .doesNotContain("job-a")
          .contains("other-input")
          .contains("shared");
      assertThat(projector.retractions().saying(falseOne))
          .extracting(Retraction::index, Retraction::by, Retraction::reason)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(by, "emp-0042", "It was a test."));
    }
  }

  @Test
  void aRetractionThatComesBeforeItsEventRetractsItToo() {
    // Given
    String event = event("job-a", "false-input", "shared");
    lineage(event("job-b", "other-input", "shared"));
    String digest =
        Identity.contentDigest(StrictJsonReader.read(Bytes.utf8(event), JsonLimits.OWN_RECORDS))
            .toHex();
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      long by = retract("{\"lineageEvent\":{\"contentDigest\":\"" + digest + "\"}}");
      await(projector);
      assertThat(projector.retractions().unresolved()).hasSize(1);

      // When
      long index = lineage(event);
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).containsExactly(by);
      assertThat(quads(graph, new TreeSet<>(List.of(index))))
          .containsExactlyElementsOf(without("without", new TreeSet<>(List.of(index))));
      assertThat(quads(graph, new TreeSet<>())).containsExactlyElementsOf(rebuilt("rebuilt"));
    }
  }

  @Test
  void aCloudEventIsRetractedByItsNameBeforeAndAfterItArrives() {
    for (boolean isBefore : List.of(true, false)) {
      // Given
      String id = id();
      String target =
          "{\"cloudEvent\":{\"source\":\"https://example.org/t\",\"id\":\"%s\",\"type\":\"%s\"}}"
              .formatted(id, "io.ledgerline.retraction.v1");
      String other =
          record(id, "{\"entry\":{\"index\":900,\"leafHash\":\"" + "A".repeat(43) + "=\"}}");
      try (LineageGraph graph = open("graph-" + isBefore);
          Projector projector = new Projector(ledger, graph, SETTINGS)) {
        projector.start();
        long index;

        // When
        if (isBefore) {
          retract(target);
          await(projector);
          index = send(other);
        } else {
          index = send(other);
          await(projector);
          retract(target);
        }
        await(projector);

        // Then
        assertThat(projector.retractions().of(index)).hasSize(1);
        assertThat(quads(graph, new TreeSet<>()))
            .containsExactlyElementsOf(rebuilt("r-" + isBefore));
      }
    }
  }

  @Test
  void aRetractedRetractionRestoresWhatItRetracted() {
    // Given
    long index = lineage(event("job-a", "true-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      long first = retract(entry(index));
      await(projector);
      SortedSet<Long> retracted = new TreeSet<>(List.of(index));
      assertThat(String.join("\n", quads(graph, retracted))).doesNotContain("true-input");

      // When
      retract(entry(first));
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).isEmpty();
      assertThat(String.join("\n", quads(graph, retracted))).contains("true-input");
      assertThat(quads(graph, new TreeSet<>(List.of(first))))
          .containsExactlyElementsOf(without("without", new TreeSet<>(List.of(first))));
    }
  }

  @Test
  void asOfEveryPositionTheEventIsMissingAndTheRetractionIsThereOnceItCame() {
    // Given
    lineage(event("job-b", "other-input", "shared"));
    long index = lineage(event("job-a", "false-input", "shared"));
    lineage(event("job-c", "third-input", "shared"));
    long by = retract(entry(index));
    lineage(event("job-d", "fourth-input", "shared"));
    Quad retractedBy =
        Quad.create(
            Quad.defaultGraphIRI, iris.entry(index), Vocabulary.RETRACTED_BY, iris.entry(by));
    List<Set<Quad>> prefixes = prefixes(index);
    try (LineageGraph graph = open("graph")) {
      for (boolean isOld : List.of(false, true)) {
        Rebuild.run(ledger, graph);
        if (isOld) {
          writeAsOnce(graph, index, by);
        }
        for (long at = 0; at < ledger.size(); at++) {
          OptionalLong position = OptionalLong.of(at);

          // When
          Set<Quad> found = graph.read(store -> quads(Snapshot.of(store, iris, position), index));
          boolean isSaid =
              graph.read(
                  store -> Snapshot.of(store, iris, position).dataset().contains(retractedBy));
          SortedSet<Long> told =
              graph.read(store -> Snapshot.of(store, iris, position).takenBack().retractions());

          // Then
          assertThat(found).as("as of %s", at).isEqualTo(prefixes.get((int) at));
          assertThat(isSaid).as("as of %s", at).isEqualTo(at >= by);
          assertThat(told)
              .as("as of %s", at)
              .isEqualTo(new TreeSet<>(at >= index && at < by ? Set.of(by) : Set.of()));
        }
      }
    }
  }

  /// A graph of an older version has in its history that the entry was retracted when it came.
  private void writeAsOnce(LineageGraph graph, long index, long by) {
    Cursor cursor = graph.cursor().orElseThrow();
    Quad once =
        Quad.create(
            new HistoryGraphs(iris).began(Layer.CURRENT, Vocabulary.RETRACTED_BY),
            iris.entry(index),
            iris.entry(index),
            iris.entry(by));
    graph.write(Optional.of(cursor), new GraphChange(List.of(), List.of(once)), cursor);
  }

  @Test
  void aGraphThatIsOpenedAgainStillKnowsWhatIsRetracted() {
    // Given
    long index = lineage(event("job-a", "false-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      retract(entry(index));
      await(projector);
    }

    // When
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      lineage(event("job-b", "other-input", "shared"));
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).hasSize(1);
      assertThat(quads(graph, new TreeSet<>())).containsExactlyElementsOf(rebuilt("rebuilt"));
    }
  }

  @Test
  void whatTheSystemRecordedOfItselfCannotBeRetracted() {
    // When
    Outcome outcome = outcome(record(id(), entry(0)));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.violations().getFirst().message())
                    .contains("a record of the system itself"));
  }

  @Test
  void anEntryIsRetractedByItsOwnLeafHashAlone() {
    // Given
    lineage(event("job-a", "input", "shared"));

    // When
    Outcome outcome =
        outcome(record(id(), "{\"entry\":{\"index\":1,\"leafHash\":\"" + "A".repeat(43) + "=\"}}"));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
  }
}
