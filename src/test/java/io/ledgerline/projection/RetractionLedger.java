package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.detach.DetachableEntryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A ledger in which events are retracted, with graphs of it.
abstract class RetractionLedger {

  private static final Caller CALLER = new Caller("test-key", TestLedgers.TENANT);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  static final ProjectorSettings SETTINGS =
      new ProjectorSettings(
          25,
          1 << 20,
          1,
          Duration.ZERO,
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofSeconds(30));

  @TempDir private Path directory;
  DetachableEntryStore store;
  Ledger ledger;
  Intake intake;
  Iris iris;
  int records;

  @BeforeEach
  void openALedger() {
    store = new DetachableEntryStore(new InMemoryEntryStore());
    ledger = TestLedgers.open(store, new InMemoryCheckpointStore());
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

  String entry(long index) {
    String hash = ledger.entry(index).await().indefinitely().orElseThrow().leaf().hash().toBase64();
    return "{\"entry\":{\"index\":" + index + ",\"leafHash\":\"" + hash + "\"}}";
  }

  long retract(String target) {
    return send(record(id(), target));
  }

  String id() {
    return new UUID(1, ++records).toString();
  }

  long send(String record) {
    return index(outcome(record));
  }

  Outcome outcome(String record) {
    return intake.cloudEvent(CALLER, Bytes.utf8(record)).await().indefinitely();
  }

  long lineage(String event) {
    return index(intake.lineage(CALLER, Bytes.utf8(event)).await().indefinitely());
  }

  static long index(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).receipt().index();
  }

  void await(Projector projector) {
    assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE))
        .as("failure %s", projector.failure())
        .isTrue();
  }

  List<String> rebuilt(String name) {
    try (LineageGraph graph = open(name)) {
      Rebuild.run(ledger, graph);
      return quads(graph, new TreeSet<>());
    }
  }

  /// The graph of all entries but these, by a projection that knows nothing of retractions.
  List<String> without(String name, SortedSet<Long> left) {
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

  /// For each position the quads of the graph of the entries up to there but one, without those of
  /// that one.
  List<Set<Quad>> prefixes(long without) {
    List<Set<Quad>> prefixes = new ArrayList<>();
    try (LineageGraph graph = open("prefixes")) {
      Projection projection = new Projection(graph, ledger.genesis());
      for (long index = 0; index < ledger.size(); index++) {
        if (index != without) {
          PayloadEntry entry = ledger.payload(index).await().indefinitely().orElseThrow();
          var _ = projection.apply(graph.cursor(), List.of(entry), false);
        }
        prefixes.add(
            graph.read(store -> quads(Snapshot.of(store, iris, OptionalLong.empty()), without)));
      }
    }
    return prefixes;
  }

  Set<Quad> quads(Snapshot snapshot, long without) {
    HistoryGraphs history = new HistoryGraphs(iris);
    List<Node> beside = List.of(iris.graph("meta"), iris.graph("again"));
    return snapshot.dataset().stream()
        .filter(quad -> !history.isHistory(quad.getGraph()) && !beside.contains(quad.getGraph()))
        .filter(quad -> !quad.getSubject().equals(iris.entry(without)))
        .collect(Collectors.toSet());
  }

  LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }

  /// Every quad but the cursor, and those whose subject is one of these entries.
  List<String> quads(LineageGraph graph, SortedSet<Long> without) {
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

  /// A retraction in a CloudEvent in structured mode.
  static String record(String id, String target) {
    return """
    {"specversion":"1.0","id":"%s","source":"https://example.org/t",\
    "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
    "recordId":"%s","namespace":"credit-prod","occurredAt":"2026-11-21T09:30:00Z",\
    "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
    "personalData":"pseudonymous","target":%s,"reason":"It was a test."}}\
    """
        .formatted(id, id, target);
  }

  /// A run that read one dataset and wrote another.
  static String event(String job, String input, String output) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "eventType":"COMPLETE","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0000%08x"},\
    "job":{"namespace":"tests","name":"%s"},\
    "inputs":[{"namespace":"db","name":"%s"}],"outputs":[{"namespace":"db","name":"%s"}]}\
    """
        .formatted(job.hashCode(), job, input, output);
  }
}
