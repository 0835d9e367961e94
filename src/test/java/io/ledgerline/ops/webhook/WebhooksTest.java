package io.ledgerline.ops.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.notify.InMemoryNoticeCursors;
import io.ledgerline.notify.NotifySettings;
import io.ledgerline.notify.Webhook;
import io.ledgerline.notify.WebhookSecret;
import io.ledgerline.notify.WebhookStatus;
import io.ledgerline.notify.Webhooks;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A receiver is told of every entry that it asked for, in order, until it says yes.
class WebhooksTest {

  private static final String NAME = "risk-desk";
  private static final WebhookSecret SECRET =
      WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final NotifySettings SETTINGS =
      new NotifySettings(
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          4,
          4_096,
          Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final Ledger ledger = TestLedgers.open();
  private final InMemoryNoticeCursors cursors = new InMemoryNoticeCursors();

  @AfterEach
  void close() {
    ledger.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tellsOfWhatIsAppendedFromNowOnInOrderAndSigned() throws InterruptedException {
    // Given
    append("before");
    try (Receiver receiver = new Receiver();
        Webhooks webhooks = started(receiver, 1, true)) {
      until(() -> next(webhooks) == ledger.size());

      // When
      long first = append("first");
      long second = append("second");

      // Then
      for (long index : List.of(first, second)) {
        Receiver.Received notice = receiver.next();
        CanonicalJson event =
            CanonicalJson.parse(Bytes.utf8(notice.body()), JsonLimits.OWN_RECORDS);
        assertThat(notice.contentType()).startsWith("application/cloudevents+json");
        assertThat(notice.id()).isEqualTo(ledger.genesis().log() + "/" + index);
        assertThat(notice.signature())
            .isEqualTo(
                SECRET.sign(notice.id(), notice.seconds(), Bytes.utf8(notice.body()).toArray()));
        assertThat(event.string("id")).isEqualTo(notice.id());
        assertThat(event.string("specversion")).isEqualTo("1.0");
        assertThat(event.string("source")).isEqualTo(ledger.genesis().baseIri());
        assertThat(event.string("subject")).endsWith("/entry/" + index);
      }
      until(() -> status(webhooks).sent() == 2);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void carriesTheRecordUnlessItIsTooLarge() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver();
        Webhooks webhooks = started(receiver, 1, true)) {
      until(() -> next(webhooks) == ledger.size());

      // When
      append("small");
      append("x".repeat(5_000));

      // Then
      assertThat(data(receiver.next()).members()).containsKey("record");
      assertThat(data(receiver.next()).members()).doesNotContainKey("record").containsKey("index");
    }
  }

  @Test
  void tellsOfNoTypeThatWasNotAskedFor() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver();
        Webhooks webhooks =
            new Webhooks(
                List.of(
                    new Webhook(
                        NAME, receiver.address(), SECRET, Set.of("io.ledgerline.finding*"))),
                ledger,
                cursors,
                delivery(true),
                SETTINGS,
                InstantSource.system(),
                new UUID(0, 1))) {
      webhooks.start();
      until(() -> next(webhooks) == ledger.size());

      // When
      for (int i = 0; i < 20; i++) {
        append("unasked " + i);
      }

      // Then
      until(() -> next(webhooks) == ledger.size());
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void sendsAgainUntilItIsTakenAndSkipsNothing() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver(500, 302, 404, 429, 200);
        Webhooks webhooks = started(receiver, 1, true)) {
      until(() -> next(webhooks) == ledger.size());

      // When
      append("stubborn");
      append("after it");

      // Then
      Receiver.Received first = receiver.next();
      for (int i = 1; i < 5; i++) {
        Receiver.Received again = receiver.next();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.body()).isEqualTo(first.body());
      }
      assertThat(receiver.next().id()).isNotEqualTo(first.id());
      until(() -> status(webhooks).fault().isEmpty());
    }
  }

  @Test
  void goesOnAfterARestartWhereItStopped() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver()) {
      receiver.refuse(true);
      long missed;
      try (Webhooks webhooks = started(receiver, 1, true)) {
        until(() -> next(webhooks) == ledger.size());
        missed = append("missed");
        until(() -> status(webhooks).failures() > 0);
      }
      receiver.refuse(false);

      // When
      append("while it was down");
      try (Webhooks webhooks = started(receiver, 1, true)) {

        // Then
        until(() -> next(webhooks) == ledger.size());
        int offers = 0;
        Receiver.Received notice = receiver.next();
        while (notice.id().endsWith("/" + missed)) {
          offers++;
          notice = receiver.next();
        }
        assertThat(offers).isGreaterThan(1);
        assertThat(notice.id()).endsWith("/" + (missed + 1));
      }
    }
  }

  @Test
  void stopsWhenTheReceiverWantsNothingMore() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver(410);
        Webhooks webhooks = started(receiver, 1, true)) {
      until(() -> next(webhooks) == ledger.size());

      // When
      append("unwanted");
      append("unwanted too");

      // Then
      until(() -> status(webhooks).fault().isPresent());
      assertThat(status(webhooks).fault().orElseThrow()).contains("410");
      receiver.next();
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void isServedByOneReplicaUntilThatOneGoesAway() throws InterruptedException {
    // Given
    try (Receiver receiver = new Receiver();
        Webhooks first = webhooks(receiver, 1, true)) {
      try (Webhooks second = started(receiver, 2, true)) {
        until(() -> next(second) == ledger.size());
        first.start();
        long index = append("for one");
        assertThat(receiver.next().id()).endsWith("/" + index);
        until(() -> status(second).sent() == 1);
        assertThat(status(first).sent()).isZero();
      }

      // When
      cursors.release(NAME);
      long next = append("for the other");

      // Then
      assertThat(receiver.next().id()).endsWith("/" + next);
      until(() -> status(first).sent() == 1);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void asksNobodyInTheNeighbourhoodUnlessItIsAllowed() {
    // Given
    try (Receiver receiver = new Receiver();
        Webhooks webhooks = started(receiver, 1, false)) {
      until(() -> next(webhooks) == ledger.size());

      // When
      append("kept");

      // Then
      until(() -> status(webhooks).fault().isPresent());
      assertThat(status(webhooks).fault().orElseThrow()).contains("not a public address");
      assertThat(receiver.waiting()).isZero();
    }
  }

  private Webhooks started(Receiver receiver, long replica, boolean allowsPrivate) {
    Webhooks webhooks = webhooks(receiver, replica, allowsPrivate);
    webhooks.start();
    return webhooks;
  }

  private Webhooks webhooks(Receiver receiver, long replica, boolean allowsPrivate) {
    return new Webhooks(
        List.of(new Webhook(NAME, receiver.address(), SECRET, Set.of("*"))),
        ledger,
        cursors,
        delivery(allowsPrivate),
        SETTINGS,
        InstantSource.system(),
        new UUID(0, replica));
  }

  private HttpDelivery delivery(boolean allowsPrivate) {
    return new HttpDelivery(vertx, Duration.ofMinutes(1), allowsPrivate);
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long next(Webhooks webhooks) {
    return status(webhooks).next().orElse(-1);
  }

  private static WebhookStatus status(Webhooks webhooks) {
    return webhooks.statuses().getFirst();
  }

  private long append(String name) {
    long index = ledger.size();
    var _ = ledger.append(Submissions.of(name, name)).await().indefinitely();
    return index;
  }

  private static JsonObject data(Receiver.Received notice) {
    JsonObject event =
        (JsonObject) StrictJsonReader.read(Bytes.utf8(notice.body()), JsonLimits.OWN_RECORDS);
    return (JsonObject) event.members().get("data");
  }
}
