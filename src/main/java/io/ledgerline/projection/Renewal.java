package io.ledgerline.projection;

import io.ledgerline.graph.Birth;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphFailure;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.RenewalStatus.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A graph beside another, on its way to take its place: empty at first, or a copy, then filled
/// from the ledger. For one thread; copies are made on threads of their own.
///
/// Its cursor is in it, so that one that was left is gone on with.
final class Renewal {

  /// What every renewal works with.
  record Tools(
      Ledger ledger,
      LineageGraph graph,
      ProjectorSettings settings,
      Forgetting forgetting,
      Runnable onCopied) {}

  private final Tools tools;
  private final Reason reason;
  private final LineageGraph next;
  private final Followed followed;
  private final Projection projection;
  private Optional<Cursor> cursor;
  private @Nullable Copy copy;

  private Renewal(Tools tools, Reason reason, LineageGraph next) {
    this.tools = tools;
    this.reason = reason;
    this.next = next;
    this.followed = new Followed(tools.ledger(), next, tools.settings());
    this.projection = tools.forgetting().projection(next);
    this.cursor = next.cursor();
  }

  /// Begins one.
  static Renewal begin(Tools tools, Reason reason) {
    LineageGraph next = emptyBeside(tools.graph());
    Renewal renewal = new Renewal(tools, reason, next);
    if (reason == Reason.COMPACTION) {
      renewal.copy = new Copy(tools.graph(), next, tools.onCopied());
    } else {
      tools.forgetting().began(next);
    }
    return renewal;
  }

  /// Goes on with what an earlier process left, if that is of use; else deletes it.
  static Optional<Renewal> left(Tools tools, Reason reason) {
    if (!tools.graph().hasBeside()) {
      tools.graph().discardBeside();
      return Optional.empty();
    }
    LineageGraph next = tools.graph().beside();
    Renewal renewal = new Renewal(tools, reason, next);
    if (renewal.cursor.isEmpty() || renewal.followed.fit() != Followed.Fit.OURS) {
      next.discard();
      return Optional.empty();
    }
    tools.forgetting().resume(next);
    return Optional.of(renewal);
  }

  Reason reason() {
    return reason;
  }

  /// Where it stands.
  long position() {
    return Standpoint.position(cursor);
  }

  /// Whether a copy is being made: there is nothing to do but wait for it.
  boolean isCopying() {
    return copy != null && !copy.isOver();
  }

  /// Goes on by a transaction, unless a copy is being made.
  ///
  /// @param followedTo the index of the last entry in the other graph
  /// @throws GraphFailure if the store, or a copy, failed
  void step(long followedTo) {
    if (copy != null && !takeCopy(copy)) {
      return;
    }
    ProjectorSettings settings = tools.settings();
    tools.forgetting().reads(next, position() + 1);
    List<PayloadEntry> batch =
        followed.after(cursor, settings.upkeep().fillEntriesMax(), settings.batchBytesMax());
    if (batch.isEmpty()) {
      return;
    }
    tools.forgetting().tell(batch, followedTo);
    boolean isOutdated = tools.forgetting().isOutdatedBy(next, cursor, batch);
    cursor = Optional.of(projection.apply(cursor, batch, isOutdated));
    if (settings.upkeep().isGrown(next)) {
      copy = new Copy(next, emptyBeside(next), tools.onCopied());
    }
  }

  /// Puts it in the place of the other one.
  void finish() {
    tools.graph().adopt(next);
  }

  /// Stops; the graph stays, to be gone on with.
  void close() {
    if (copy != null) {
      copy.stop();
    }
    next.close();
  }

  /// Stops, and deletes the graph.
  void discard() {
    close();
    next.discard();
  }

  private static LineageGraph emptyBeside(LineageGraph graph) {
    LineageGraph beside = graph.beside();
    if (!beside.isEmpty() || !beside.birth().equals(Birth.UNKNOWN)) {
      beside.clear();
    }
    return beside;
  }

  /// @return whether the copy is there
  private boolean takeCopy(Copy made) {
    if (!made.isOver()) {
      return false;
    }
    copy = null;
    made.take();
    if (made.to != next) {
      next.adopt(made.to);
    }
    projection.forget();
    cursor = next.cursor();
    return true;
  }

  /// Copies one graph into another on a thread of its own, which only reads the one.
  private static final class Copy {

    private final LineageGraph to;
    private final Thread thread;
    private volatile boolean isWanted = true;
    private volatile boolean isMade;
    private volatile boolean isOver;
    private volatile @Nullable Throwable failure;

    private Copy(LineageGraph from, LineageGraph to, Runnable onCopied) {
      this.to = to;
      this.thread =
          Thread.ofPlatform()
              .daemon()
              .name("graph-copy")
              .start(
                  () -> {
                    try {
                      isMade = from.copyInto(to, () -> isWanted);
                    } catch (Throwable reason) {
                      // Errors too: whoever waits for the copy hears of it.
                      failure = reason;
                    }
                    isOver = true;
                    onCopied.run();
                  });
    }

    private boolean isOver() {
      return isOver;
    }

    /// Makes sure that there is a copy.
    ///
    /// @throws GraphFailure if there is none
    private void take() {
      join();
      if (!isMade) {
        throw new GraphFailure("the lineage graph was not copied", failure);
      }
    }

    /// Has it end soon, and waits for that.
    private void stop() {
      isWanted = false;
      join();
      to.close();
    }

    private void join() {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
