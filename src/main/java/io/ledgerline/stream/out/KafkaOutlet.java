package io.ledgerline.stream.out;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.notify.NoticeCursors;
import io.ledgerline.projection.ProjectorSettings;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Publishes what is configured, each on a thread of its own. A broker that does not answer is
/// tried again; nothing else waits for it. Thread-safe.
public final class KafkaOutlet implements AutoCloseable {

  private static final Logger LOG = System.getLogger(KafkaOutlet.class.getName());

  /// What one replica does for all.
  @FunctionalInterface
  public interface Duty {

    /// Takes or keeps a duty for a while.
    ///
    /// @return whether this replica has it
    Uni<Boolean> hold(String duty, Duration duration);
  }

  /// What it works with.
  ///
  /// @param cursors where the notices of entries stand, should their topic have nothing left
  /// @param graph opens a graph that nobody else uses; asked for where the graph is published
  /// @param projection how entries become quads, and how large a graph may grow
  public record Setup(
      Ledger ledger,
      OutSettings settings,
      Duty duty,
      NoticeCursors cursors,
      Supplier<LineageGraph> graph,
      ProjectorSettings projection,
      InstantSource clock) {}

  private final Ledger ledger;
  private final OutSettings settings;
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long appended;
  private boolean isClosed;
  private Runnable unsubscribe = () -> {};

  /// One that has not begun.
  public KafkaOutlet(Setup setup) {
    this.ledger = setup.ledger();
    this.settings = setup.settings();
    Broker broker = new Broker(settings);
    settings
        .entryTopic()
        .ifPresent(
            topic ->
                feeds.add(
                    new EntryFeed(
                        ledger,
                        settings,
                        topic,
                        broker,
                        lease(setup, "kafka entries"),
                        setup.cursors())));
    settings
        .graphTopic()
        .ifPresent(
            base ->
                feeds.add(
                    new GraphFeed(
                        ledger,
                        setup.graph().get(),
                        setup.projection(),
                        settings,
                        base,
                        broker,
                        lease(setup, "kafka graph"))));
  }

  /// Begins. To be called once.
  public void start() {
    unsubscribe = ledger.onAppended(this::signal);
    for (Feed feed : feeds) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("kafka-out-" + feed.status().name())
              .start(() -> follow(feed)));
    }
  }

  /// How it stands with each of what is published.
  public List<OutStatus> statuses() {
    return feeds.stream().map(Feed::status).toList();
  }

  /// How many entries are in the ledger and not on the topic; empty while another replica
  /// publishes, and until the topic was read.
  public Optional<Long> lag(OutStatus status) {
    return status.position().isEmpty()
        ? Optional.empty()
        : Optional.of(Math.max(0, ledger.size() - 1 - status.position().getAsLong()));
  }

  /// Stops. What is not committed by then is published after the next start.
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
    feeds.forEach(Feed::stop);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    feeds.forEach(Feed::close);
  }

  private static Lease lease(Setup setup, String duty) {
    return new Lease(
        duration -> setup.duty().hold(duty, duration),
        setup.settings().leaseDuration(),
        setup.settings().storeTimeout(),
        setup.clock());
  }

  private void follow(Feed feed) {
    Feed.Wait wait = Feed.Wait.NONE;
    Optional<String> told = Optional.empty();
    long seen = 0;
    while (await(wait, seen)) {
      // What is appended from here on ends the wait after the step, which may not have seen it.
      seen = signals();
      try {
        wait = feed.step();
        if (told.isPresent()) {
          LOG.log(Level.INFO, "{0} are published again", feed.status().topic());
        }
        told = Optional.empty();
      } catch (Throwable failure) {
        // Errors too: nobody else would begin again, and nobody would know.
        feed.broke(failure);
        OutStatus status = feed.status();
        if (!told.equals(status.fault())) {
          LOG.log(Level.WARNING, "{0}: {1}; tried again", status.topic(), failure);
        }
        told = status.fault();
        wait = new Feed.Wait(settings.pause(status.failures()), false);
      }
    }
  }

  /// @return false when it is over
  private boolean await(Feed.Wait wait, long seen) {
    long left = wait.time().toNanos();
    lock.lock();
    try {
      while (!isClosed && left > 0 && !(wait.isWoken() && appended != seen)) {
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

  private long signals() {
    lock.lock();
    try {
      return appended;
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
