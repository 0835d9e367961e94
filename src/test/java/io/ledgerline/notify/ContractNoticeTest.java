package io.ledgerline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceSettings;
import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.FindingFilter;
import io.ledgerline.assurance.FindingRow;
import io.ledgerline.assurance.InMemoryAssuranceStore;
import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.ContractWatch;
import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.canon.Bytes;
import io.ledgerline.event.system.Finding;
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
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a night that dropped rows to the receiver of a webhook, through a ledger and its graph.
class ContractNoticeTest {

  private static final WebhookSecret SECRET =
      WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  @TempDir private Path directory;

  private final Ledger ledger = TestLedgers.open();
  private final Intake intake =
      new Intake(
          ledger,
          new InMemoryQuarantine(),
          IntakeSettings.DEFAULTS,
          InstantSource.fixed(TestLedgers.NOW),
          new Random(2));
  private final List<Bytes> bodies = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>(List.of(503, 200));
  private LineageGraph graph;
  private Projector projector;

  @BeforeEach
  void open() {
    graph =
        LineageGraph.open(
            GraphSettings.in(directory.resolve("graph")), new Iris(ledger.genesis().baseIri()));
    projector = new Projector(ledger, graph, ProjectorSettings.DEFAULTS);
    projector.start();
    for (int night = 0; night < 8; night++) {
      LedgerFiller.append(ledger, Nights.spark(night, 5_000, night == 7 ? 4_900 : 5_000));
    }
    follow();
  }

  @AfterEach
  void close() {
    projector.close();
    graph.close();
    ledger.close();
  }

  @Test
  void theFindingIsSentSignedAndAgainUntilItIsTaken() {
    // Given
    WebhookFeed feed = feed();
    run(feed);

    // When
    replica(new InMemoryAssuranceStore()).run();
    run(feed);
    run(feed);

    // Then
    assertThat(bodies).hasSize(2);
    assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
    String body = bodies.get(1).utf8();
    assertThat(body)
        .contains("\"type\":\"io.ledgerline.finding.v1\"", "\"kind\":\"rows-dropped\"")
        .contains(Nights.cleaningRun(7), Nights.rawRun(7), "\"written\":\"4900\"");
    Map<String, String> sent = headers.get(1);
    assertThat(sent.get("webhook-signature"))
        .isEqualTo(
            SECRET.sign(
                sent.get("webhook-id"),
                Long.parseUnsignedLong(sent.get("webhook-timestamp")),
                bodies.get(1).toArray()));
  }

  @Test
  void aSecondReplicaAndOneThatBeginsAnewFindNothingTwice() {
    // Given
    InMemoryAssuranceStore store = new InMemoryAssuranceStore();
    replica(store).run();
    long size = ledger.size();

    // When
    replica(store).run();
    follow();
    replica(store).run();
    InMemoryAssuranceStore lost = new InMemoryAssuranceStore();
    replica(lost).run();

    // Then
    assertThat(ledger.size()).isEqualTo(size);
    assertThat(rows(lost)).isEqualTo(rows(store)).hasSize(1);
    assertThat(rows(store).getFirst().finding().kind()).isEqualTo("rows-dropped");
  }

  @Test
  void aGraphThatIsBehindHoldsNobodyUp() {
    // Given
    projector.close();
    LedgerFiller.append(ledger, Nights.spark(8, 5_000, 4_900));
    InMemoryAssuranceStore store = new InMemoryAssuranceStore();
    Assurance assurance = replica(store);

    // When
    assurance.run();

    // Then
    assertThat(assurance.state().next()).isEqualTo(ledger.size());
    assertThat(rows(store)).hasSize(1);
    projector = new Projector(ledger, graph, ProjectorSettings.DEFAULTS);
    projector.start();
    follow();
    assurance.run();
    assertThat(rows(store)).hasSize(2);
  }

  private void follow() {
    assertThat(projector.awaitPosition(ledger.size() - 1, Duration.ofMinutes(1))).isTrue();
  }

  private Assurance replica(AssuranceStore store) {
    return new Assurance(
        new Assurance.Setup(
            ledger,
            store,
            finding -> intake.record(finding, Submission.Beside.NOTHING),
            (log, duty, duration) -> Uni.createFrom().item(true),
            () ->
                List.of(
                    new ContractWatch(
                        graph,
                        index ->
                            ledger
                                .payload(index)
                                .await()
                                .indefinitely()
                                .flatMap(PayloadReading::of),
                        ContractSettings.DEFAULTS)),
            AssuranceSettings.DEFAULTS,
            InstantSource.fixed(TestLedgers.NOW)));
  }

  private List<FindingRow> rows(AssuranceStore store) {
    return store
        .findings(
            ledger.genesis().log(),
            new FindingFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 100))
        .await()
        .indefinitely();
  }

  private WebhookFeed feed() {
    return new WebhookFeed(
        new Webhook(
            "risk-desk", URI.create("https://example.org/notices"), SECRET, Set.of(Finding.TYPE)),
        ledger,
        new InMemoryNoticeCursors(),
        this::take,
        new NotifySettings(
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            2,
            4_096,
            Duration.ofSeconds(10)),
        InstantSource.system(),
        new UUID(0, 1));
  }

  private Uni<Delivery.Answer> take(URI address, Map<String, String> sent, Bytes body) {
    bodies.add(body);
    headers.add(sent);
    return Uni.createFrom().item(new Delivery.Answer(answers.pop(), Optional.empty()));
  }

  private static void run(WebhookFeed feed) {
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    while (wait.equals(Optional.of(Duration.ZERO))) {
      wait = feed.step();
    }
  }
}
