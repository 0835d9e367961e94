package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.EntryStore.Unreadable;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.detach.DetachedRange;
import java.time.Duration;
import java.util.List;

/// Whether the data keys are those of the database: looked at before the service starts, on the
/// first entry that is there, and the last one.
public final class Readability {

  private static final Duration READ_MAX = Duration.ofSeconds(30);

  private Readability() {}

  /// Opens the first and the last payload.
  ///
  /// @throws CannotStartException if one cannot be read though nobody erased it
  public static void require(EntryStore entries, Ledger ledger) {
    LogId log = ledger.genesis().log();
    List<DetachedRange> detached = entries.detached(log).await().atMost(READ_MAX);
    long first = detached.isEmpty() ? 0L : detached.getLast().before();
    for (long index : List.of(first, ledger.size() - 1)) {
      List<PayloadRow> rows = entries.payloadRows(log, index, 1, 1).await().atMost(READ_MAX);
      for (PayloadRow row : rows) {
        row.units().forEach(unit -> require(row.row().index(), unit));
      }
    }
  }

  private static void require(long index, UnitRow unit) {
    Unreadable unreadable = unit.unreadable();
    if (unreadable != null && !unreadable.isKeyDestroyed()) {
      throw new CannotStartException(
          "the payload of entry %d cannot be read: %s; the directory of the data keys and the master key have to be those of this database (docs/how-to/back-up-and-restore.md)"
              .formatted(index, unreadable.why()));
    }
  }
}
