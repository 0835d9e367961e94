package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphFailure;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.StoreFault;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.facets.MappingRules;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Follows the ledger into a graph of its own, and hands out what each entry changes, before the
/// graph has it: whoever takes it has it first, and after any failure the graph is brought to where
/// the taker stands.
///
/// What entries change depends on the entries before them and on nothing else, as long as nothing
/// of those is erased or retracted: [#next] then says that the trail ends, and [#begin] begins
/// another one. For one thread.
public final class ChangeTrail {

  private static final Logger LOG = System.getLogger(ChangeTrail.class.getName());
  private static final int REFILLS_MAX = 2;
  private static final int STORE_FAULTS_MAX = 3;
  private static final int PAGE_ENTRIES = 1_000;

  /// What an entry changed.
  ///
  /// @param cursor where the graph stands after it
  /// @param change all else that it changed, exactly: nothing is added that was there
  public record Change(Cursor cursor, GraphChange change) {}

  /// What became of a wish for more.
  public enum Step {
    /// Nothing follows yet.
    NOTHING,
    /// What follows was taken, and is in the graph.
    TAKEN,
    /// What follows takes back what was handed out before: the trail ends here.
    ENDED
  }

  /// Whoever takes changes did not; nothing was written.
  public static final class NotTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTakenException(RuntimeException reason) {
      super(reason.getMessage(), reason);
    }
  }

  private final Ledger ledger;
  private final LineageGraph graph;
  private final ProjectorSettings settings;
  private final Followed followed;
  private final Forgetting forgetting;
  private final Projection projection;
  private Consumer<List<Change>> taker = changes -> {};
  private boolean isResumed;
  private int storeFaults;

  /// A trail through a graph that nobody else writes into.
  public ChangeTrail(Ledger ledger, LineageGraph graph, ProjectorSettings settings) {
    this.ledger = ledger;
    this.graph = graph;
    this.settings = settings;
    this.followed = new Followed(ledger, graph, settings);
    this.forgetting = new Forgetting(ledger, settings, ErasureListener.NOBODY);
    this.projection = forgetting.projection(graph, this::handOut);
  }

  /// Where the graph stands; empty if nothing is in it.
  public Optional<Cursor> cursor() {
    return graph.cursor();
  }

  /// The rules by which entries become quads, by name: what was handed out under another name does
  /// not go on.
  public String rules() {
    return MappingRules.VERSION + " " + settings.rules().digest();
  }

  /// Whether an entry of the ledger has this leaf hash, in hexadecimal.
  public boolean isOfLedger(long position, String leafHash) {
    return followed.isOfLedger(position, leafHash);
  }

  /// Whether an entry from an index on may take back what entries before the index said. Whoever
  /// handed those out may have read more than can be read now.
  ///
  /// @param between called now and then; what it throws ends the search
  public boolean isTakenBackFrom(long index, Runnable between) {
    long next = index;
    while (true) {
      between.run();
      try {
        List<StoredEntry> page =
            ledger.entries(next, PAGE_ENTRIES).await().atMost(settings.readTimeout());
        if (page.isEmpty()) {
          return false;
        }
        if (page.stream().anyMatch(forgetting::takesBack)) {
          return true;
        }
        next = page.getLast().index() + 1;
      } catch (DetachedException gone) {
        next = gone.range().before();
      }
    }
  }

  /// Empties the graph and fills it up to an entry.
  ///
  /// @param between called between transactions; what it throws ends the filling, which [#reach]
  ///   goes on with
  public void begin(long index, Runnable between) {
    resume();
    clear();
    reach(index, between);
  }

  /// Brings the graph to an entry, without handing anything out: what is there is gone on with if
  /// it is of this ledger as it is, and not past the entry.
  ///
  /// @param between called between transactions; what it throws ends the filling
  public void reach(long index, Runnable between) {
    resume();
    if (followed.fit() != Followed.Fit.OURS || Standpoint.position(cursor()) > index) {
      clear();
    }
    fill(index, between);
    // What was taken back on the way is known now, and left out from the start.
    for (int again = 0; again < REFILLS_MAX && isOutdated(); again++) {
      clear();
      fill(index, between);
    }
  }

  /// Hands out what the next entries change, and then writes it.
  ///
  /// @param to where it is durable when this returns; what it throws is thrown on as the reason of
  ///   a [NotTakenException], and nothing is written
  public Step next(int countMax, Consumer<List<Change>> to) {
    resume();
    Optional<Cursor> at = cursor();
    forgetting.reads(graph, Standpoint.position(at) + 1);
    List<PayloadEntry> batch = followed.after(at, countMax, settings.batchBytesMax());
    if (batch.isEmpty()) {
      return Step.NOTHING;
    }
    checkRoom();
    if (forgetting.isOutdatedBy(graph, at, batch)) {
      return Step.ENDED;
    }
    taker = to;
    try {
      projection.apply(at, batch, false);
    } finally {
      taker = changes -> {};
    }
    storeFaults = 0;
    return Step.TAKEN;
  }

  /// Copies the graph if changes made it take much more room than it needs.
  ///
  /// @param between called now and then; what it throws ends the copying
  public void compactIfGrown(Runnable between) {
    if (!settings.upkeep().isGrown(graph) || settings.upkeep().isShortBeside(graph)) {
      return;
    }
    LineageGraph copy = graph.beside();
    try {
      if (!copy.isEmpty()) {
        copy.clear();
      }
      boolean isCopied =
          graph.copyInto(
              copy,
              () -> {
                try {
                  between.run();
                  return true;
                } catch (RuntimeException unwanted) {
                  return false;
                }
              });
      if (isCopied) {
        graph.adopt(copy);
        projection.forget();
      } else {
        between.run();
      }
    } finally {
      copy.close();
    }
  }

  /// To be called after anything was thrown. A fault of the store: it is opened anew; if that does
  /// not help, emptied. Never for want of room.
  public void recover(Throwable reason) {
    projection.forget();
    boolean isError = reason instanceof Error;
    if (!isError && !StoreFault.isBehind(reason)) {
      return;
    }
    try {
      if (isError || settings.upkeep().isShort(graph) || ++storeFaults < STORE_FAULTS_MAX) {
        graph.reopen();
      } else {
        clear();
        storeFaults = 0;
      }
    } catch (GraphFailure worse) {
      LOG.log(Level.WARNING, "the graph behind the changes cannot be opened", worse);
    }
  }

  private void resume() {
    if (!isResumed) {
      if (followed.fit() == Followed.Fit.OURS && cursor().isPresent()) {
        forgetting.resume(graph);
      } else {
        clear();
      }
      isResumed = true;
    }
  }

  private void clear() {
    if (!graph.isEmpty()) {
      graph.clear();
    }
    projection.forget();
    forgetting.began(graph);
  }

  private void fill(long index, Runnable between) {
    while (true) {
      between.run();
      Optional<Cursor> at = cursor();
      long left = index - Standpoint.position(at);
      if (left <= 0) {
        return;
      }
      forgetting.reads(graph, Standpoint.position(at) + 1);
      int count = (int) Math.min(settings.upkeep().fillEntriesMax(), left);
      List<PayloadEntry> batch =
          followed.after(at, count, settings.batchBytesMax()).stream()
              .filter(entry -> entry.entry().index() <= index)
              .toList();
      if (batch.isEmpty()) {
        // The rest is detached.
        return;
      }
      checkRoom();
      projection.apply(at, batch, forgetting.isOutdatedBy(graph, at, batch));
      compactIfGrown(between);
    }
  }

  private boolean isOutdated() {
    return cursor().map(Cursor::isOutdated).orElse(false);
  }

  private void checkRoom() {
    if (settings.upkeep().isShort(graph)) {
      throw new IllegalStateException(
          "hardly anything is free on the disk of the graph behind the changes: "
              + graph.freeBytes());
    }
  }

  private void handOut(List<PayloadEntry> batch, List<GraphChange> changes) {
    List<Change> handed = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      handed.add(new Change(projection.cursor(batch.get(i), false), changes.get(i)));
    }
    try {
      taker.accept(handed);
    } catch (RuntimeException refused) {
      throw new NotTakenException(refused);
    }
  }
}
