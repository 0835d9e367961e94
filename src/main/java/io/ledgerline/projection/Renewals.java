package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphFailure;
import io.ledgerline.graph.StaleCursorException;
import io.ledgerline.graph.StoreFault;
import io.ledgerline.projection.RenewalStatus.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Sees to it that another graph takes the place of the one that answers, where that is needed: one
/// made by other rules, one that has to forget, one that takes too much room.
///
/// The one that answers goes on meanwhile, whatever happens to the other: that is given up, and
/// begun again after a while. For one thread, but for what says otherwise.
final class Renewals implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Projector.class.getName());
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration TELL_INTERVAL = Duration.ofSeconds(10);

  private final Renewal.Tools tools;
  private final ProjectorSettings.Upkeep upkeep;
  private final AtomicReference<@Nullable Reason> asked = new AtomicReference<>();
  private volatile Optional<RenewalStatus> status = Optional.empty();
  private volatile boolean isStopAsked;
  private @Nullable Renewal running;
  private long begunNanos;
  private long toldNanos;
  private long lookedNanos = System.nanoTime() - LOOK_INTERVAL.toNanos();
  private boolean isGrown;
  private long haltedNanos;

  Renewals(Renewal.Tools tools) {
    this.tools = tools;
    this.upkeep = tools.settings().upkeep();
  }

  /// How far the other graph is, or why there is none though one is needed; empty if none is. For
  /// any thread.
  Optional<RenewalStatus> status() {
    return status;
  }

  /// Asks for another graph. For any thread.
  void ask(Reason reason) {
    asked.set(reason);
    tools.onCopied().run();
  }

  /// Asks to end one that was asked for, or only saves room. For any thread.
  ///
  /// @return whether there is one, and nothing else needs it
  boolean stop() {
    boolean isOptional =
        status.map(there -> there.reason().isOptional()).orElse(asked.get() != null);
    if (isOptional) {
      asked.set(null);
      isStopAsked = true;
      tools.onCopied().run();
    }
    return isOptional;
  }

  /// Whether there is something to do without waiting for anything.
  boolean isBusy() {
    return running != null && !running.isCopying();
  }

  /// Goes on with what an earlier process left.
  void resume() {
    Optional<Cursor> cursor = tools.graph().cursor();
    Reason reason = needed(cursor).orElse(Reason.ON_REQUEST);
    guarded(
        reason,
        cursor,
        () -> {
          running = Renewal.left(tools, reason).orElse(null);
          if (running != null) {
            begunNanos = System.nanoTime();
            tell(running, cursor, "goes on being filled");
          }
          return false;
        });
  }

  /// Begins another graph, goes on with it by a transaction, or exchanges it.
  ///
  /// @param cursor where the one that answers stands
  /// @return whether it was exchanged now
  boolean advance(Optional<Cursor> cursor) {
    Optional<Reason> needed = needed(cursor);
    if (isStopAsked || (running != null && isUseless(running, needed))) {
      giveUp();
      return false;
    }
    Renewal renewal = running;
    Reason reason = renewal == null ? needed.orElse(Reason.ON_REQUEST) : renewal.reason();
    return guarded(
        reason, cursor, () -> renewal == null ? begin(needed, cursor) : goOn(renewal, cursor));
  }

  /// The one that answers was emptied, because it was damaged: no copy of it is of use.
  void cleared() {
    if (running != null && running.reason() == Reason.COMPACTION) {
      discard();
    }
  }

  /// Stops; what is beside stays, to be gone on with.
  @Override
  public void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  /// What goes wrong with the other graph is no fault of the one that answers.
  private boolean guarded(Reason reason, Optional<Cursor> cursor, BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (Throwable failure) {
      // Errors too: a disk that is full shows as one where a file is mapped into memory.
      if (failure instanceof Error
          || failure instanceof StaleCursorException
          || StoreFault.isBehind(failure)) {
        LOG.log(Level.WARNING, "another lineage graph could not be filled", failure);
        halt(reason, cursor, failure.toString());
        return false;
      }
      throw failure;
    }
  }

  private boolean begin(Optional<Reason> needed, Optional<Cursor> cursor) {
    boolean isHalted = status.flatMap(RenewalStatus::halt).isPresent();
    if (needed.isEmpty()) {
      status = Optional.empty();
      return false;
    }
    if (isHalted && System.nanoTime() - haltedNanos < upkeep.retryAfter().toNanos()) {
      return false;
    }
    if (upkeep.isShortBeside(tools.graph())) {
      halt(needed.get(), cursor, shortage());
      return false;
    }
    running = Renewal.begin(tools, needed.get());
    begunNanos = System.nanoTime();
    tell(running, cursor, "is begun");
    return false;
  }

  private boolean goOn(Renewal renewal, Optional<Cursor> cursor) {
    if (upkeep.isShortBeside(tools.graph())) {
      halt(renewal.reason(), cursor, shortage());
      return false;
    }
    renewal.step(Standpoint.position(cursor));
    if (renewal.isCopying() || renewal.position() < Standpoint.position(cursor)) {
      status = Optional.of(status(renewal, cursor));
      if (System.nanoTime() - toldNanos > TELL_INTERVAL.toNanos()) {
        tell(renewal, cursor, "is being filled");
      }
      return false;
    }
    renewal.finish();
    running = null;
    asked.compareAndSet(renewal.reason(), null);
    // Whatever was filled anew is as small as a copy.
    asked.compareAndSet(Reason.COMPACTION, null);
    status = Optional.empty();
    isGrown = false;
    LOG.log(
        Level.INFO,
        "the lineage graph was exchanged after {0} s, because {1}",
        Duration.ofNanos(System.nanoTime() - begunNanos).toSeconds(),
        renewal.reason().text());
    return true;
  }

  private Optional<Reason> needed(Optional<Cursor> cursor) {
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    if (tools.settings().rules().areOthersOf(cursor)) {
      return Optional.of(Reason.OTHER_RULES);
    }
    if (cursor.get().isOutdated()) {
      return Optional.of(Reason.FORGETTING);
    }
    Optional<Reason> wish = Optional.ofNullable(asked.get());
    return wish.isEmpty() && isGrown() ? Optional.of(Reason.COMPACTION) : wish;
  }

  private boolean isGrown() {
    long now = System.nanoTime();
    if (now - lookedNanos > LOOK_INTERVAL.toNanos()) {
      lookedNanos = now;
      isGrown = upkeep.isGrown(tools.graph());
    }
    return isGrown;
  }

  /// A copy does not help who needs more than room.
  private static boolean isUseless(Renewal renewal, Optional<Reason> needed) {
    return renewal.reason() == Reason.COMPACTION
        && needed.isPresent()
        && !needed.get().isOptional();
  }

  private void giveUp() {
    LOG.log(Level.INFO, "another lineage graph is not wanted any more");
    isStopAsked = false;
    status = Optional.empty();
    isGrown = false;
    lookedNanos = System.nanoTime() + upkeep.retryAfter().toNanos();
    discard();
  }

  private void halt(Reason reason, Optional<Cursor> cursor, String why) {
    LOG.log(
        Level.WARNING,
        "no other lineage graph is filled, though {0}: {1}; again in {2} s",
        reason.text(),
        why,
        upkeep.retryAfter().toSeconds());
    haltedNanos = System.nanoTime();
    status =
        Optional.of(
            new RenewalStatus(reason, 0, Standpoint.position(cursor) + 1, false, Optional.of(why)));
    discard();
  }

  private void discard() {
    Renewal given = running;
    running = null;
    try {
      if (given != null) {
        given.discard();
      }
    } catch (GraphFailure later) {
      LOG.log(Level.WARNING, "what is left of another lineage graph stays for now", later);
    }
  }

  private String shortage() {
    return "less than "
        + upkeep.freeBytesMin()
        + " bytes are free on its disk (ledgerline.graph.free-bytes-min)";
  }

  private void tell(Renewal renewal, Optional<Cursor> cursor, String what) {
    toldNanos = System.nanoTime();
    RenewalStatus now = status(renewal, cursor);
    status = Optional.of(now);
    LOG.log(Level.INFO, "another lineage graph {0}: {1}", what, now.text());
  }

  private static RenewalStatus status(Renewal renewal, Optional<Cursor> cursor) {
    return new RenewalStatus(
        renewal.reason(),
        renewal.position() + 1,
        Standpoint.position(cursor) + 1,
        renewal.isCopying(),
        Optional.empty());
  }
}
