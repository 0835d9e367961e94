package io.ledgerline.vault.hold;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where holds are kept. Every method may be called on any thread, does nothing before it is
/// subscribed to, and fails when the store does not answer.
public interface HoldStore {

  /// Keeps a hold, which is in force from then on, unless there is one of this id.
  ///
  /// @return the one that is kept under the id
  Uni<Hold> keep(LogId log, Hold hold);

  /// Notes which entry places a hold.
  Uni<Void> placed(LogId log, UUID id, long entry);

  /// Notes which entry lifts a hold: it is in force no longer.
  Uni<Void> lifted(LogId log, UUID id, long entry);

  /// Every hold, those in force first.
  Uni<List<Hold>> all(LogId log);

  /// The holds in force on entries or on a data subject; of each entry that is held the holds.
  ///
  /// @param subject where an erasure is about one
  Uni<List<Held>> on(LogId log, Collection<Long> indices, Optional<Digest> subject);

  /// An entry, and a hold that is in force on it.
  ///
  /// @param index the entry; -1 where the data subject is held and no entry names it
  record Held(long index, Hold hold) {}
}
