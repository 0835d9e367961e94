package io.ledgerline.projection;

import io.ledgerline.entry.Leaf;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Where the ledger stood at a time. Thread-safe.
public final class Moments {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Ledger ledger;

  /// Of a ledger.
  public Moments(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The last entry that had been received at a time, by the ledger's clock, which never goes back.
  /// Reads some twenty entries of a million; blocks the calling thread.
  ///
  /// @return empty if there was none
  /// @throws DetachedException if it was received with a segment that is detached, of which only is
  ///   known when its last entry was received
  public OptionalLong at(Instant time) {
    long before = -1;
    long after = ledger.sizeNow().await().atMost(TIMEOUT);
    Optional<DetachedException> within = Optional.empty();
    while (after - before > 1) {
      long middle = (before + after) >>> 1;
      try {
        if (receivedAt(middle).isAfter(time)) {
          after = middle;
        } else {
          before = middle;
        }
      } catch (DetachedException gone) {
        if (gone.range().receivedAt().isAfter(time)) {
          within = Optional.of(gone);
          after = gone.range().first();
        } else {
          before = gone.range().last();
        }
      }
    }
    if (within.isPresent() && within.get().range().first() == after) {
      throw within.get();
    }
    return before < 0 ? OptionalLong.empty() : OptionalLong.of(before);
  }

  private Instant receivedAt(long index) {
    return ledger
        .entry(index)
        .await()
        .atMost(TIMEOUT)
        .map(StoredEntry::leaf)
        .map(Leaf::receivedAt)
        .orElseThrow();
  }
}
