package io.ledgerline.dossier;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.note.SigningKey;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.rotation.InMemoryRotationStore;
import io.ledgerline.rotation.Rotator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The credit pipeline of the demo in a real ledger, over the in-memory store, with a real graph:
/// 97 OpenLineage events and 224 records.
public final class CreditCase implements AutoCloseable {

  /// The model version that everything is about.
  public static final ModelRef MODEL = new ModelRef("credit-prod", "credit_default", "3");

  private static final Caller CALLER = new Caller("test-key", TestLedgers.TENANT);

  private final Ledger ledger;
  private final Intake intake;
  private final LineageGraph graph;
  private final Projector projector;
  private final ExecutorService blocking = Executors.newFixedThreadPool(2);

  private CreditCase(Path directory, Ledger opened) {
    ledger = opened;
    intake =
        new Intake(
            ledger,
            new InMemoryQuarantine(),
            IntakeSettings.DEFAULTS,
            InstantSource.fixed(TestLedgers.NOW),
            new Random(2));
    graph =
        LineageGraph.open(
            GraphSettings.in(directory.resolve("graph")), new Iris(ledger.genesis().baseIri()));
    DocumentStore documents = new DocumentStore(directory.resolve("documents"));
    projector = new Projector(ledger, graph, ProjectorSettings.DEFAULTS, documents::forget);
  }

  /// Everything sent and projected.
  public static CreditCase open(Path directory) {
    return open(directory, TestLedgers.open());
  }

  /// Everything sent to a ledger, and projected.
  static CreditCase open(Path directory, Ledger opened) {
    CreditCase credit = new CreditCase(directory, opened);
    lines("/demo/credit-scoring-spark.ndjson").forEach(credit::lineage);
    lines("/demo/credit-scoring-records.ndjson").forEach(credit::record);
    credit.projector.start();
    credit.follow();
    return credit;
  }

  /// A dossier whose documents are kept in this directory.
  public ModelDossier dossier(Path documents) {
    return new ModelDossier(
        ledger,
        intake,
        graph,
        projector,
        DossierSettings.defaults(documents, "Ledgerline test"),
        blocking);
  }

  /// The ledger.
  public Ledger ledger() {
    return ledger;
  }

  /// The graph.
  public LineageGraph graph() {
    return graph;
  }

  /// Passes the log from one key to another, both of which sign.
  void rotate(SigningKey from, SigningKey to) {
    var _ =
        new Rotator(ledger, intake, new InMemoryRotationStore())
            .rotate(from, to)
            .await()
            .indefinitely();
    follow();
  }

  /// Sends an OpenLineage event.
  public long lineage(String json) {
    return index(intake.lineage(CALLER, Bytes.utf8(json)).await().indefinitely());
  }

  /// Sends a record.
  public long record(String json) {
    return index(intake.cloudEvent(CALLER, Bytes.utf8(json)).await().indefinitely());
  }

  /// Sends the first record of a kind again, changed; under another id, so that it is another one.
  public long recordLike(String kind, Function<String, String> change) {
    String first =
        lines("/demo/credit-scoring-records.ndjson").stream()
            .filter(line -> line.contains("io.ledgerline." + kind + ".v1"))
            .findFirst()
            .orElseThrow();
    String id = first.replaceFirst(".*\"recordId\": ?\"([^\"]+)\".*", "$1");
    return record(change.apply(first.replace(id, "00000000-0000-4000-8000-000000000099")));
  }

  /// Waits until the graph has everything.
  public void follow() {
    if (!projector.awaitPosition(ledger.size() - 1, Duration.ofMinutes(1))) {
      throw new AssertionError("the graph does not follow: " + projector.failure());
    }
  }

  @Override
  public void close() {
    projector.close();
    graph.close();
    ledger.close();
    blocking.shutdown();
  }

  private static long index(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var receipt, var _) -> receipt.index();
      case Outcome.Known(var receipt) -> receipt.index();
      case Outcome.Malformed _,
          Outcome.Invalid _,
          Outcome.TooLarge _,
          Outcome.Erased _,
          Outcome.Detached _,
          Outcome.Contradicted _,
          Outcome.Overloaded _ ->
          throw new AssertionError("refused: " + outcome);
    };
  }

  private static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CreditCase.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
