package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Identity;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.retraction.Retraction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a retracted entry said is not in the graph, and what others say of the same nodes is.
class RetractionTest {

  private static final Caller CALLER = new Caller("test-key", TestLedgers.TENANT);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ProjectorSettings SETTINGS =
      new ProjectorSettings(
          25,
          1 << 20,
          1,
          Duration.ZERO,
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofSeconds(30));

  @TempDir Path directory;
  private Ledger ledger;
  private Intake intake;
  private Iris iris;
  private int records;

  @BeforeEach
  void openALedger() {
    ledger = TestLedgers.open();
    iris = new Iris(ledger.genesis().baseIri());
    intake =
        new Intake(
            ledger,
            new InMemoryQuarantine(),
            IntakeSettings.DEFAULTS,
            InstantSource.fixed(TestLedgers.NOW),
            new Random(2));
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

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
    long falseOne = lineage(RetractionEvents.event("job-a", "false-input", "shared"));
    lineage(RetractionEvents.event("job-b", "other-input", "shared"));
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
    String event = RetractionEvents.event("job-a", "false-input", "shared");
    lineage(RetractionEvents.event("job-b", "other-input", "shared"));
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
    long index = lineage(RetractionEvents.event("job-a", "true-input", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      long first = retract(entry(index));
      await(projector);
      assertThat(String.join("\n", quads(graph, new TreeSet<>()))).doesNotContain("true-input");

      // When
      retract(entry(first));
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).isEmpty();
      assertThat(String.join("\n", quads(graph, new TreeSet<>()))).contains("true-input");
      assertThat(quads(graph, new TreeSet<>(List.of(first))))
          .containsExactlyElementsOf(without("without", new TreeSet<>(List.of(first))));
    }
  }

  @Test
  void aGraphThatIsOpenedAgainStillKnowsWhatIsRetracted() {
    // Given
    long index = lineage(RetractionEvents.event("job-a", "false-input", "shared"));
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
      lineage(RetractionEvents.event("job-b", "other-input", "shared"));
      await(projector);

      // Then
      assertThat(projector.retractions().of(index)).hasSize(1);
      assertThat(quads(graph, new TreeSet<>())).containsExactlyElementsOf(rebuilt("rebuilt"));
    }
  }

  @Test
  void whatTheSystemRecordedOfItselfCannotBeRetracted() {
    // When
    Outcome outcome = outcome(RetractionEvents.record(id(), entry(0)));

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
    lineage(RetractionEvents.event("job-a", "input", "shared"));

    // When
    Outcome outcome =
        outcome(
            RetractionEvents.record(
                id(), "{\"entry\":{\"index\":1,\"leafHash\":\"" + "A".repeat(43) + "=\"}}"));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
  }

  private String entry(long index) {
    String hash = ledger.entry(index).await().indefinitely().orElseThrow().leaf().hash().toBase64();
    return "{\"entry\":{\"index\":" + index + ",\"leafHash\":\"" + hash + "\"}}";
  }

  private long retract(String target) {
    return send(RetractionEvents.record(id(), target));
  }

  private String id() {
    return new UUID(1, ++records).toString();
  }

  private long send(String record) {
    return index(outcome(record));
  }

  private Outcome outcome(String record) {
    return intake.cloudEvent(CALLER, Bytes.utf8(record)).await().indefinitely();
  }

  private long lineage(String event) {
    return index(intake.lineage(CALLER, Bytes.utf8(event)).await().indefinitely());
  }

  private static long index(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).receipt().index();
  }

  private void await(Projector projector) {
    assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE))
        .as("failure %s", projector.failure())
        .isTrue();
  }

  private List<String> rebuilt(String name) {
    try (LineageGraph graph = open(name)) {
      Rebuild.run(ledger, graph);
      return quads(graph, new TreeSet<>());
    }
  }

  /// The graph of all entries but these, by a projection that knows nothing of retractions.
  private List<String> without(String name, SortedSet<Long> left) {
    try (LineageGraph graph = open(name)) {
      List<PayloadEntry> entries = new ArrayList<>();
      for (long index = 0; index < ledger.size(); index++) {
        if (!left.contains(index)) {
          entries.add(ledger.payload(index).await().indefinitely().orElseThrow());
        }
      }
      var _ = new Projection(graph, ledger.genesis()).apply(Optional.empty(), entries, false);
      return quads(graph, left);
    }
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }

  /// Every quad but the cursor, and those whose subject is one of these entries.
  private List<String> quads(LineageGraph graph, SortedSet<Long> without) {
    List<String> entries = without.stream().map(index -> iris.entry(index).toString()).toList();
    return graph.read(
        dataset ->
            dataset.stream()
                .filter(quad -> !quad.getGraph().equals(iris.graph("meta")))
                .filter(quad -> !entries.contains(quad.getSubject().toString()))
                .map(ScratchGraph::text)
                .sorted()
                .toList());
  }
}
