package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What was erased is not in the graph, and everything that others say of the same nodes is.
@Execution(ExecutionMode.CONCURRENT)
class ForgettingTest {

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
  private Iris iris;

  @BeforeEach
  void fillALedger() {
    ledger = TestLedgers.open();
    iris = new Iris(ledger.genesis().baseIri());
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @Test
  void theGraphIsThatOfARebuildAfterEntriesThatShareNodesWithOthersAreErased() {
    for (int seed = 0; seed < 3; seed++) {
      try (LineageGraph graph = open("graph-" + seed);
          Projector projector = new Projector(ledger, graph, SETTINGS)) {
        // Given
        projector.start();
        await(projector);

        // When
        for (long index : randomEntries(seed, 4)) {
          erase(index, List.of(0));
        }
        await(projector);

        // Then
        assertThat(quads(graph)).containsExactlyElementsOf(rebuilt("rebuilt-" + seed));
      }
    }
  }

  @Test
  void aValueThatOnlyAnErasedEntrySaidIsGoneAndWhatOthersSaidStays() {
    // Given
    long first = append(event("job-a", "secret-name", "shared"));
    append(event("job-b", "other-name", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      await(projector);
      String before = String.join("\n", quads(graph));

      // When
      erase(first, List.of(0));
      await(projector);

      // Then
      String after = String.join("\n", quads(graph));
      assertThat(before).contains("secret-name").contains("job-a");
      assertThat(after)
          .doesNotContain("secret-name")
          .doesNotContain("job-a")
          .contains("other-name")
          .contains("shared");
      assertThat(after).contains("erasedBy");
    }
  }

  @Test
  void anErasedFacetIsForgottenWithTheEventBesideItKept() {
    // Given
    long index = append(event("job-a", "name", "shared"));
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      await(projector);

      assertThat(String.join("\n", quads(graph))).contains("/owner/Ada", "job-a");

      // When
      erase(index, List.of(1));
      await(projector);

      // Then
      assertThat(String.join("\n", quads(graph))).contains("job-a").doesNotContain("/owner/Ada");
      assertThat(quads(graph)).containsExactlyElementsOf(rebuilt("rebuilt"));
    }
  }

  @Test
  void aGraphThatWasClosedBeforeItHadForgottenForgetsLater() {
    // Given
    try (LineageGraph graph = open("graph")) {
      Rebuild.run(ledger, graph);
    }
    erase(5, List.of(0));
    try (LineageGraph graph = open("graph")) {
      Cursor cursor = graph.cursor().orElseThrow();
      follow(graph, 100);
      assertThat(cursor.isOutdated()).isFalse();
      assertThat(graph.cursor().orElseThrow().isOutdated()).isTrue();
    }

    // When
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      await(projector);

      // Then
      assertThat(graph.cursor().orElseThrow().isOutdated()).isFalse();
      assertThat(quads(graph)).containsExactlyElementsOf(rebuilt("rebuilt"));
    }
  }

  @Test
  void aGraphThatIsFilledForgetsWhatItHadReadWhenItWasErasedAndNothingElse() {
    for (long erased : new long[] {10, 20, 40, 60}) {
      String name = "graph-" + erased;
      try (LineageGraph graph = open(name)) {
        // Given
        new Forgetting(ledger, SETTINGS, ErasureListener.NOBODY).began(graph);
        follow(graph, 15);
        follow(graph, 15);

        // When
        erase(erased, List.of(0));
        follow(graph, 15);
      }

      // Then
      try (LineageGraph graph = open(name)) {
        follow(graph, 1_000);
        assertThat(graph.cursor().orElseThrow().position()).isEqualTo(ledger.size() - 1);
        assertThat(graph.cursor().orElseThrow().isOutdated()).as(name).isEqualTo(erased < 30);
      }
    }
  }

  @Test
  void aRebuildNeverBringsBackWhatWasErased() {
    // Given
    long index = append(event("job-a", "secret-name", "shared"));
    erase(index, List.of(0));

    // When
    String rebuilt = String.join("\n", rebuilt("rebuilt"));

    // Then
    assertThat(rebuilt).doesNotContain("secret-name").doesNotContain("job-a");
  }

  @Test
  void whoKeepsCopiesIsToldWhatWasErased() {
    // Given
    List<UnitSet> told = Collections.synchronizedList(new ArrayList<>());
    try (LineageGraph graph = open("graph");
        Projector projector =
            new Projector(ledger, graph, SETTINGS, (erasure, units) -> told.add(units))) {
      projector.start();
      await(projector);

      // When
      erase(5, List.of(0));
      await(projector);

      // Then
      assertThat(told).containsExactly(UnitSet.of(5, List.of(0)));
    }
  }

  private void follow(LineageGraph graph, int countMax) {
    Forgetting forgetting = new Forgetting(ledger, SETTINGS, ErasureListener.NOBODY);
    Optional<Cursor> at = graph.cursor();
    forgetting.reads(graph, Standpoint.position(at) + 1);
    var batch = new Followed(ledger, graph, SETTINGS).after(at, countMax, 1 << 24);
    boolean isOutdated = forgetting.isOutdatedBy(graph, at, batch);
    var _ = forgetting.projection(graph).apply(at, batch, isOutdated);
  }

  private List<Long> randomEntries(long seed, int count) {
    Random random = new Random(seed);
    List<Long> indices = new ArrayList<>();
    while (indices.size() < count) {
      long index = 1 + random.nextLong(Entries.creditScoringWithRecords().size());
      if (!indices.contains(index)) {
        indices.add(index);
      }
    }
    return indices;
  }

  private void erase(long index, List<Integer> units) {
    Submission erasure = Submissions.erasing("dpo-" + ledger.size(), UnitSet.of(index, units));
    ledger.append(erasure).await().indefinitely();
  }

  private long append(String event) {
    Bytes accepted = Bytes.utf8(event);
    JsonValue json = StrictJsonReader.read(accepted, JsonLimits.OWN_RECORDS);
    Payload payload =
        Payload.cut(
            "application/json",
            accepted,
            json,
            List.of(JsonPointer.parse("/job/facets/ownership")),
            new Random(event.hashCode()));
    LeafDraft draft =
        new LeafDraft(
            "openlineage-run-event",
            "application/json",
            "producer",
            TestLedgers.TENANT,
            payload.commitment(),
            0);
    ledger
        .append(new Submission(draft, payload, Identity.ofContent(TestLedgers.TENANT, json), "log"))
        .await()
        .indefinitely();
    return ledger.size() - 1;
  }

  private static String event(String job, String input, String output) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "eventType":"COMPLETE","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0000%08x"},\
    "job":{"namespace":"tests","name":"%s","facets":{"ownership":{"_producer":"https://p",\
    "_schemaURL":"https://s","owners":[{"name":"Ada"}]}}},\
    "inputs":[{"namespace":"db","name":"%s"}],"outputs":[{"namespace":"db","name":"%s"}]}\
    """
        .formatted(job.hashCode(), job, input, output);
  }

  private void await(Projector projector) {
    assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE)).isTrue();
  }

  private List<String> rebuilt(String name) {
    try (LineageGraph graph = open(name)) {
      Rebuild.run(ledger, graph);
      return quads(graph);
    }
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }

  private static List<String> quads(LineageGraph graph) {
    return graph.read(dataset -> dataset.stream().map(ScratchGraph::text).sorted().toList());
  }
}
