package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Destroys the data keys of a log under which everything is erased.
///
/// It asks the database and writes files, and may be repeated, broken off, and run by several
/// replicas at once.
public final class KeySweep {

  private static final int KEYS_MAX = 1_000;
  private static final UUID START = new UUID(0, 0);

  /// Where it can be asked what lies under data keys.
  public interface Rows {

    /// Keys from under which something was erased and under which nothing is left, by name. A key
    /// under which nothing ever was is not one of them, lest a database that is behind, or the
    /// wrong one, destroys what another one needs.
    ///
    /// @param after starts behind this name
    Uni<List<UUID>> released(LogId log, UUID after, int countMax);

    /// These keys are destroyed, and need not be named again.
    Uni<Void> forget(LogId log, Collection<UUID> keys);
  }

  private final LogId log;
  private final DataKeys keys;
  private final Rows rows;
  private final Executor executor;

  /// A sweep of one log.
  ///
  /// @param executor writes files
  public KeySweep(LogId log, DataKeys keys, Rows rows, Executor executor) {
    this.log = log;
    this.keys = keys;
    this.rows = rows;
    this.executor = executor;
  }

  /// Sweeps once, when subscribed to. Keys that may still encrypt are left to a later sweep.
  ///
  /// @return how many keys are destroyed and were not known to be before
  public Uni<Integer> run() {
    return after(START, 0);
  }

  private Uni<Integer> after(UUID last, int before) {
    return rows.released(log, last, KEYS_MAX)
        .emitOn(executor)
        .chain(
            page -> {
              if (page.isEmpty()) {
                return Uni.createFrom().item(before);
              }
              List<UUID> gone = keys.destroy(log, page);
              return rows.forget(log, gone)
                  .chain(() -> after(page.getLast(), before + gone.size()));
            });
  }
}
