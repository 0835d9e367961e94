package io.ledgerline.notify;

import io.ledgerline.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Serves every webhook, each on a thread of its own: one that is slow or down keeps none of the
/// others waiting.
///
/// Of several replicas one serves a webhook at a time; when it goes away, another goes on from the
/// place that is kept. Thread-safe.
public final class Webhooks implements AutoCloseable {

  private final Ledger ledger;
  private final Duration pause;
  private final List<WebhookFeed> feeds;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long appended;
  private boolean isClosed;
  private Runnable unsubscribe = () -> {};

  /// Webhooks that nobody serves yet.
  ///
  /// @param holder this replica
  public Webhooks(
      List<Webhook> webhooks,
      Ledger ledger,
      NoticeCursors cursors,
      Delivery delivery,
      NotifySettings settings,
      InstantSource clock,
      UUID holder) {
    this.ledger = ledger;
    this.pause = settings.retryMin();
    this.feeds =
        webhooks.stream()
            .map(
                webhook ->
                    new WebhookFeed(webhook, ledger, cursors, delivery, settings, clock, holder))
            .toList();
  }

  /// Begins. To be called once; without a webhook nothing is begun.
  public void start() {
    if (feeds.isEmpty()) {
      return;
    }
    unsubscribe = ledger.onAppended(this::signal);
    for (WebhookFeed feed : feeds) {
      threads.add(
          Thread.ofVirtual().name("webhook-" + feed.status().name()).start(() -> follow(feed)));
    }
  }

  /// How it stands, in the order of the configuration.
  public List<WebhookStatus> statuses() {
    return feeds.stream().map(WebhookFeed::status).toList();
  }

  /// Stops. What is on its way is broken off, and sent again after the next start.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    unsubscribe.run();
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(WebhookFeed feed) {
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    while (wait.isPresent() && await(wait.get(), feed.status().failures() == 0)) {
      try {
        wait = feed.step();
      } catch (RuntimeException failure) {
        feed.broke(failure);
        wait = Optional.of(pause);
      }
    }
  }

  /// Waits, and ends early when something is appended, unless a receiver is to be left alone.
  ///
  /// @return false when it is over
  private boolean await(Duration wait, boolean wakes) {
    long left = wait.toNanos();
    lock.lock();
    try {
      long seen = appended;
      while (!isClosed && left > 0 && !(wakes && appended != seen)) {
        left = changed.awaitNanos(left);
      }
      return !isClosed;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      appended++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
