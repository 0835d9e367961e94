package io.ledgerline.projection.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.Moments;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica that numbers nothing itself and hears of no checkpoint: all that it knows is what it
/// reads.
class OtherReplicaTest {

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

  @TempDir private Path directory;

  private final InMemoryEntryStore store = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger writing = TestLedgers.open(store, checkpoints);
  private final Ledger reading = TestLedgers.open(store, checkpoints, 2);
  private final Iris iris = new Iris(writing.genesis().baseIri());

  @AfterEach
  void closeBoth() {
    reading.close();
    writing.close();
  }

  @Test
  void itsGraphIsThatOfTheReplicaThatNumberedARetractionAndWhatItRetracts() {
    // Given
    long retracted = recorded(intake(writing).lineage(CALLER, event("job-a")));
    long by = recorded(intake(writing).cloudEvent(CALLER, retraction(retracted)));

    // When
    List<String> here = graphOf(writing, by);
    List<String> there = graphOf(reading, by);

    // Then
    assertThat(there).isNotEmpty().containsExactlyElementsOf(here);
    assertThat(String.join("\n", there)).contains("retractedBy");
  }

  @Test
  void anEntryThatAnotherReplicaNumberedIsOneToWaitFor() {
    // Given
    long index = recorded(intake(writing).lineage(CALLER, event("job-a")));
    try (LineageGraph graph = open("waited-for");
        Projector projector = new Projector(reading, graph, SETTINGS)) {
      projector.start();

      // When
      boolean isSequenced = projector.isSequenced(index);

      // Then
      assertThat(isSequenced).isTrue();
      assertThat(projector.isSequenced(index + 1)).isFalse();
      assertThat(projector.awaitPosition(index, PATIENCE)).isTrue();
    }
  }

  @Test
  void aTimeIsFoundAmongWhatAnotherReplicaNumbered() {
    // Given
    long index = recorded(intake(writing).lineage(CALLER, event("job-a")));

    // When
    var position = new Moments(reading).at(TestLedgers.NOW);

    // Then
    assertThat(position).hasValue(index);
  }

  @Test
  void whatIsRetractedHereIsComparedWithWhatAnotherReplicaNumbered() {
    // Given
    long index = recorded(intake(writing).lineage(CALLER, event("job-a")));
    Bytes wrong = Bytes.utf8(retraction(index).utf8().replace(leafHash(index), leafHash(0)));

    // When
    Outcome outcome = intake(reading).cloudEvent(CALLER, wrong).await().indefinitely();

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
  }

  private List<String> graphOf(Ledger ledger, long last) {
    try (LineageGraph graph = open(ledger == writing ? "writing" : "reading");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      assertThat(projector.awaitPosition(last, PATIENCE))
          .as("failure %s", projector.failure())
          .isTrue();
      return graph.read(dataset -> dataset.stream().map(Quad::toString).sorted().toList());
    }
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }

  private static Intake intake(Ledger ledger) {
    return new Intake(
        ledger,
        new InMemoryQuarantine(),
        IntakeSettings.DEFAULTS,
        InstantSource.fixed(TestLedgers.NOW),
        new Random(ledger.size()));
  }

  private static long recorded(Uni<Outcome> outcome) {
    return ((Outcome.Accepted) outcome.await().indefinitely()).receipt().index();
  }

  private String leafHash(long index) {
    return writing.entry(index).await().indefinitely().orElseThrow().leaf().hash().toBase64();
  }

  private Bytes retraction(long index) {
    return Bytes.utf8(
        """
        {"specversion":"1.0","id":"1","source":"https://example.org/t",\
        "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
        "recordId":"00000000-0000-0001-0000-000000000001","namespace":"credit-prod",\
        "occurredAt":"2026-11-21T09:30:00Z",\
        "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
        "personalData":"pseudonymous","target":{"entry":{"index":%d,"leafHash":"%s"}},\
        "reason":"It was a test."}}\
        """
            .formatted(index, leafHash(index)));
  }

  private static Bytes event(String job) {
    return Bytes.utf8(
        """
        {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "eventType":"COMPLETE","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-000000000001"},\
        "job":{"namespace":"tests","name":"%s"}}\
        """
            .formatted(job));
  }
}
