package io.ledgerline.vault.retention;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is kept of each class. Every method may be called on any thread, does nothing before it is
/// subscribed to, and fails when the store does not answer.
public interface RetentionStore {

  /// Entries of a class of which unit 0 is there, by index; the system's own are left out.
  ///
  /// @param from the first index
  /// @param before the first index that is not asked for
  Uni<List<Long>> kept(LogId log, String retentionClass, long from, long before, int countMax);

  /// Deletes events that were refused before a time.
  ///
  /// @return how many
  Uni<Long> dropRefused(LogId log, Instant before);

  /// Takes or keeps a duty that one replica does for all.
  ///
  /// @param duration from now on, by the store's clock
  /// @return whether it is the holder's
  Uni<Boolean> hold(LogId log, String duty, UUID holder, Duration duration);
}
