package io.ledgerline.assurance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceSettings;
import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.FindingFilter;
import io.ledgerline.assurance.FindingRow;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.projection.world.Entries;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Eight nights of a real Spark job in a ledger, and its graph: on the last one two rows in a
/// hundred are dropped.
public final class NightLedger implements AutoCloseable {

  /// How many entries a night has: four of the job before it, then five of its own.
  public static final int NIGHT_ENTRIES = 9;

  private final Ledger ledger = TestLedgers.open();
  private final Intake intake =
      new Intake(
          ledger,
          new InMemoryQuarantine(),
          IntakeSettings.DEFAULTS,
          InstantSource.fixed(TestLedgers.NOW),
          new Random(2));
  private final LineageGraph graph;
  private Instant now = TestLedgers.NOW;
  private Projector projector;

  /// The nights, followed.
  public NightLedger(Path directory) {
    graph =
        LineageGraph.open(
            GraphSettings.in(directory.resolve("graph")), new Iris(ledger.genesis().baseIri()));
    startProjector();
    for (int night = 0; night < 8; night++) {
      add(night, night == 7 ? 4_900 : 5_000);
    }
    follow();
  }

  @Override
  public void close() {
    projector.close();
    graph.close();
    ledger.close();
  }

  /// The ledger.
  public Ledger ledger() {
    return ledger;
  }

  /// Its door.
  public Intake intake() {
    return intake;
  }

  /// Sets the time of those that have findings recorded.
  public void at(Instant time) {
    now = time;
  }

  /// Appends events.
  public void add(Entries.Event... events) {
    LedgerFiller.append(ledger, List.of(events));
  }

  /// Appends a night that read 5,000 rows.
  public void add(int night, long written) {
    LedgerFiller.append(ledger, Nights.spark(night, 5_000, written));
  }

  /// Ends following.
  public void stopProjector() {
    projector.close();
  }

  /// Begins to follow.
  public void startProjector() {
    projector = new Projector(ledger, graph, ProjectorSettings.DEFAULTS);
    projector.start();
  }

  /// Waits for the graph.
  public void follow() {
    assertThat(projector.awaitPosition(ledger.size() - 1, Duration.ofMinutes(1))).isTrue();
  }

  /// One that has findings recorded.
  public Assurance replica(AssuranceStore store) {
    return new Assurance(
        new Assurance.Setup(
            ledger,
            store,
            finding -> intake.record(finding, Submission.Beside.NOTHING),
            (log, duty, duration) -> Uni.createFrom().item(true),
            () -> List.of(new ContractWatch(graph, this::read, ContractSettings.DEFAULTS)),
            AssuranceSettings.DEFAULTS,
            () -> now));
  }

  private Optional<StoredEvent> read(long index) {
    return ledger.payload(index).await().indefinitely().flatMap(PayloadReading::of);
  }

  /// What a store has.
  public List<FindingRow> rows(AssuranceStore store) {
    return store
        .findings(
            ledger.genesis().log(),
            new FindingFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 100))
        .await()
        .indefinitely();
  }
}
