package io.ledgerline.notify;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The way of one webhook along the log, a step at a time. [#step] is called by one thread.
final class WebhookFeed {

  private static final Logger LOG = System.getLogger(WebhookFeed.class.getName());

  private final Webhook webhook;
  private final Ledger ledger;
  private final NoticeCursors cursors;
  private final Delivery delivery;
  private final NotifySettings settings;
  private final InstantSource clock;
  private final UUID holder;

  private volatile WebhookStatus status;
  private Instant renewAt = Instant.MIN;
  private boolean isBroken;

  WebhookFeed(
      Webhook webhook,
      Ledger ledger,
      NoticeCursors cursors,
      Delivery delivery,
      NotifySettings settings,
      InstantSource clock,
      UUID holder) {
    this.webhook = webhook;
    this.ledger = ledger;
    this.cursors = cursors;
    this.delivery = delivery;
    this.settings = settings;
    this.clock = clock;
    this.holder = holder;
    this.status = new WebhookStatus(webhook.name(), OptionalLong.empty(), 0, 0, Optional.empty());
  }

  WebhookStatus status() {
    return status;
  }

  /// Goes on along the log until it has to wait. Blocks the calling thread.
  ///
  /// @return how long to wait before the next step, less if something is appended; empty if there
  ///   is none, because the receiver wants nothing more
  Optional<Duration> step() {
    Optional<Duration> wait = advance();
    if (isBroken) {
      isBroken = false;
      LOG.log(Level.INFO, "the webhook " + status.name() + " goes on");
      status = new WebhookStatus(status.name(), status.next(), status.sent(), 0, Optional.empty());
    }
    return wait;
  }

  /// Takes in why a step failed that was no fault of the receiver.
  void broke(RuntimeException failure) {
    renewAt = Instant.MIN;
    fault(reason(failure));
    isBroken = true;
  }

  private Optional<Duration> advance() {
    if (!isHeld()) {
      return Optional.of(settings.leaseDuration().dividedBy(2));
    }
    long next = await(cursors.next(ledger.genesis().log(), webhook.name(), ledger.size()));
    status =
        new WebhookStatus(
            status.name(), OptionalLong.of(next), status.sent(), status.failures(), status.fault());
    List<StoredEntry> page;
    try {
      page = await(ledger.entries(next, settings.pageEntries()));
    } catch (DetachedException gone) {
      LOG.log(
          Level.WARNING,
          "the webhook "
              + webhook.name()
              + " does without what it has not sent of "
              + gone.range().words());
      moved(next, gone.range().before());
      return Optional.of(Duration.ZERO);
    }
    if (page.isEmpty()) {
      return Optional.of(settings.idle());
    }
    for (StoredEntry entry : page) {
      if (webhook.wants(entry.leaf().type())) {
        moved(next, entry.index());
        return sent(entry.index());
      }
    }
    moved(next, page.getLast().index() + 1);
    return Optional.of(Duration.ZERO);
  }

  /// Whether this replica serves the webhook: the lease is taken anew once half of it is over.
  private boolean isHeld() {
    Instant now = clock.instant();
    if (now.isBefore(renewAt)) {
      return true;
    }
    boolean isHeld =
        await(
            cursors.hold(ledger.genesis().log(), webhook.name(), holder, settings.leaseDuration()));
    renewAt = isHeld ? now.plus(settings.leaseDuration().dividedBy(2)) : Instant.MIN;
    return isHeld;
  }

  /// Offers one entry.
  private Optional<Duration> sent(long index) {
    Optional<PayloadEntry> read = await(ledger.payload(index));
    Notice notice = Notice.of(ledger.genesis(), read.orElseThrow(), settings.recordBytesMax());
    Delivery.Answer answer;
    try {
      answer = post(notice).await().indefinitely();
    } catch (RuntimeException unanswered) {
      return failed(reason(unanswered), Optional.empty());
    }
    if (answer.isTaken()) {
      taken(index);
      return Optional.of(Duration.ZERO);
    }
    if (answer.isGone()) {
      fault(
          "the receiver answers 410: it wants nothing more; nothing is sent until the next start");
      return Optional.empty();
    }
    return failed("the receiver answers " + answer.status(), answer.retryAfter());
  }

  private Uni<Delivery.Answer> post(Notice notice) {
    long seconds = clock.instant().getEpochSecond();
    return delivery.post(
        webhook.address(),
        Map.of(
            "content-type", Notice.MEDIA_TYPE + "; charset=utf-8",
            "webhook-id", notice.id(),
            "webhook-timestamp", Long.toString(seconds),
            "webhook-signature",
                webhook.secret().sign(notice.id(), seconds, notice.body().toArray())),
        notice.body());
  }

  private void taken(long index) {
    moved(index, index + 1);
    if (status.fault().isPresent()) {
      LOG.log(Level.INFO, "the webhook " + webhook.name() + " takes notices again");
    }
    status =
        new WebhookStatus(
            status.name(), OptionalLong.of(index + 1), status.sent() + 1, 0, Optional.empty());
  }

  private Optional<Duration> failed(String reason, Optional<Duration> retryAfter) {
    fault(reason);
    Duration wait = settings.wait(status.failures());
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration capped = asked.compareTo(settings.retryMax()) < 0 ? asked : settings.retryMax();
    return Optional.of(capped.compareTo(wait) > 0 ? capped : wait);
  }

  private void fault(String reason) {
    isBroken = false;
    if (!status.fault().equals(Optional.of(reason))) {
      LOG.log(
          Level.WARNING,
          "the webhook "
              + webhook.name()
              + (status.next().isPresent()
                  ? " does not get past entry " + status.next().getAsLong()
                  : " cannot begin")
              + ": "
              + reason);
    }
    status =
        new WebhookStatus(
            status.name(),
            status.next(),
            status.sent(),
            status.failures() + 1,
            Optional.of(reason));
  }

  private void moved(long from, long to) {
    if (from == to) {
      return;
    }
    if (!await(cursors.advance(ledger.genesis().log(), webhook.name(), from, to))) {
      throw new IllegalStateException("another replica moved the webhook " + webhook.name());
    }
    status =
        new WebhookStatus(
            status.name(), OptionalLong.of(to), status.sent(), status.failures(), status.fault());
  }

  private <T> T await(Uni<T> uni) {
    return uni.await().atMost(settings.storeTimeout());
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
