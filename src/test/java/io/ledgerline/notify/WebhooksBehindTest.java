package io.ledgerline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.detach.DetachableEntryStore;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A webhook whose place in the log is detached, or whose store fails.
class WebhooksBehindTest {

  private static final Webhook WEBHOOK =
      new Webhook(
          "risk-desk",
          URI.create("https://example.org/notices"),
          WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
          Set.of("*"));
  private static final UUID HOLDER = new UUID(0, 1);

  private final DetachableEntryStore store = new DetachableEntryStore(new InMemoryEntryStore());
  private final Ledger ledger = TestLedgers.open(store, new InMemoryCheckpointStore());
  private final List<String> taken = new ArrayList<>();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatIsDetachedIsPassedOverAndTheRestIsSent() {
    // Given
    WebhookFeed feed = feed(new InMemoryNoticeCursors());
    run(feed);
    append(4);
    store.detach(3);

    // When
    run(feed);

    // Then
    String log = ledger.genesis().log().toString();
    assertThat(taken).containsExactly(log + "/3", log + "/4");
    assertThat(feed.status().next()).hasValue(ledger.size());
    assertThat(feed.status().fault()).isEmpty();
  }

  @Test
  void aFaultOfTheStoreIsToldUntilItIsOver() {
    // Given
    AtomicBoolean isDown = new AtomicBoolean(true);
    WebhookFeed feed = feed(new FailingCursors(isDown, new AtomicInteger()));
    feed.broke(new IllegalStateException("no store"));
    assertThat(feed.status().fault()).contains("no store");
    assertThat(feed.status().failures()).isEqualTo(1);

    // When
    isDown.set(false);
    run(feed);

    // Then
    assertThat(feed.status().fault()).isEmpty();
    assertThat(feed.status().failures()).isZero();
  }

  @Test
  void whatIsAppendedDoesNotEndTheWaitAfterAFault() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    try (Webhooks webhooks =
        new Webhooks(
            List.of(WEBHOOK),
            ledger,
            new FailingCursors(new AtomicBoolean(true), attempts),
            this::take,
            settings(),
            InstantSource.system(),
            HOLDER)) {
      webhooks.start();
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (webhooks.statuses().getFirst().fault().isEmpty()) {
        assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
        LockSupport.parkNanos(1_000_000);
      }

      // When
      append(20);

      // Then
      assertThat(webhooks.statuses().getFirst().fault()).contains("the store is down");
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void itsPlaceIsNotKnownBeforeItIsReadAndOneLeaseIsEnoughForManySteps() {
    // Given
    AtomicInteger leases = new AtomicInteger();
    WebhookFeed feed = feed(new FailingCursors(new AtomicBoolean(), leases));
    OptionalLong before = feed.status().next();
    run(feed);
    append(20);

    // When
    run(feed);

    // Then
    assertThat(before).isEmpty();
    assertThat(taken).hasSize(20);
    assertThat(feed.status().next()).hasValue(ledger.size());
    assertThat(leases).hasValue(1);
  }

  @Test
  void theLeaseIsAskedForAgainOnceHalfOfItIsOverOrSomethingBroke() {
    // Given
    AtomicInteger leases = new AtomicInteger();
    Instant[] now = {TestLedgers.NOW};
    WebhookFeed feed =
        new WebhookFeed(
            WEBHOOK,
            ledger,
            new FailingCursors(new AtomicBoolean(), leases),
            this::take,
            settings(),
            () -> now[0],
            HOLDER);
    run(feed);

    // When
    now[0] = now[0].plusSeconds(29);
    run(feed);
    int early = leases.get();
    now[0] = now[0].plusSeconds(1);
    run(feed);
    int late = leases.get();
    feed.broke(new IllegalStateException("no store"));
    run(feed);

    // Then
    assertThat(early).isEqualTo(1);
    assertThat(late).isEqualTo(2);
    assertThat(leases).hasValue(3);
  }

  private WebhookFeed feed(NoticeCursors cursors) {
    return new WebhookFeed(
        WEBHOOK, ledger, cursors, this::take, settings(), InstantSource.system(), HOLDER);
  }

  private Uni<Delivery.Answer> take(URI address, Map<String, String> headers, Bytes body) {
    taken.add(String.valueOf(headers.get("webhook-id")));
    return Uni.createFrom().item(new Delivery.Answer(200, Optional.empty()));
  }

  private static NotifySettings settings() {
    return new NotifySettings(
        Duration.ofHours(1),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        2,
        4_096,
        Duration.ofSeconds(10));
  }

  private static void run(WebhookFeed feed) {
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    while (wait.equals(Optional.of(Duration.ZERO))) {
      wait = feed.step();
    }
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      String name = "event " + ledger.size();
      var _ = ledger.append(Submissions.of(name, name)).await().indefinitely();
    }
  }

  /// Cursors of a store that may be down.
  private static final class FailingCursors implements NoticeCursors {

    private final InMemoryNoticeCursors cursors = new InMemoryNoticeCursors();
    private final AtomicBoolean isDown;
    private final AtomicInteger attempts;

    FailingCursors(AtomicBoolean isDown, AtomicInteger attempts) {
      this.isDown = isDown;
      this.attempts = attempts;
    }

    @Override
    public Uni<Boolean> hold(LogId log, String webhook, UUID holder, Duration duration) {
      attempts.incrementAndGet();
      return isDown.get()
          ? Uni.createFrom().failure(new IllegalStateException("the store is down"))
          : cursors.hold(log, webhook, holder, duration);
    }

    @Override
    public Uni<Long> next(LogId log, String webhook, long begin) {
      return cursors.next(log, webhook, begin);
    }

    @Override
    public Uni<Boolean> advance(LogId log, String webhook, long from, long to) {
      return cursors.advance(log, webhook, from, to);
    }
  }
}
