package io.ledgerline.stream.out;

import io.ledgerline.stream.BrokerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Deletes the topics of the graph that are not that of the moment: those before it, with what was
/// erased since, and those that were begun and never announced. What cannot be deleted holds up
/// nothing, is told, and tried again. For one thread.
final class Retirement {

  private static final Logger LOG = System.getLogger(GraphFeed.class.getName());

  private final Topics topics;
  private final String base;
  private final Duration pause;
  private boolean isDone = true;
  private long triedNanos;
  private Optional<String> fault = Optional.empty();

  /// @param base what the topics are named after
  /// @param pause between two attempts at least
  Retirement(Topics topics, String base, Duration pause) {
    this.topics = topics;
    this.base = base;
    this.pause = pause;
  }

  /// Why old topics are still there; empty if they are not, or it was not tried yet.
  Optional<String> fault() {
    return fault;
  }

  /// There may be some to delete.
  void due() {
    isDone = false;
    triedNanos = System.nanoTime() - pause.toNanos();
  }

  /// Deletes all but one, if that is due.
  void run(String current) {
    if (isDone || System.nanoTime() - triedNanos < pause.toNanos()) {
      return;
    }
    triedNanos = System.nanoTime();
    try {
      SortedSet<String> old = new TreeSet<>();
      for (String name : topics.names()) {
        if (Generation.number(base, name).isPresent() && !name.equals(current)) {
          old.add(name);
        }
      }
      topics.delete(old);
      old.forEach(name -> LOG.log(Level.INFO, "{0} is retired and deleted", name));
      isDone = true;
      fault = Optional.empty();
    } catch (BrokerException refused) {
      Optional<String> why = Optional.of("old topics are still there: " + refused.getMessage());
      if (!fault.equals(why)) {
        LOG.log(Level.WARNING, "{0}: {1}", base, why.get());
      }
      fault = why;
    }
  }
}
