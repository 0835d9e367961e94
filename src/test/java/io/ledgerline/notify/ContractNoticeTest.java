package io.ledgerline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.InMemoryAssuranceStore;
import io.ledgerline.assurance.contract.NightLedger;
import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.canon.Bytes;
import io.ledgerline.event.system.Finding;
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

  private final List<Bytes> bodies = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>(List.of(503, 200));
  private NightLedger nights;

  @BeforeEach
  void open() {
    nights = new NightLedger(directory);
  }

  @AfterEach
  void close() {
    nights.close();
  }

  @Test
  void theFindingIsSentSignedAndAgainUntilItIsTaken() {
    // Given
    WebhookFeed feed = feed();
    run(feed);

    // When
    nights.replica(new InMemoryAssuranceStore()).run();
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

  private WebhookFeed feed() {
    return new WebhookFeed(
        new Webhook(
            "risk-desk", URI.create("https://example.org/notices"), SECRET, Set.of(Finding.TYPE)),
        nights.ledger(),
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
