package io.ledgerline.vault.erasure;

import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/// What an erasure needs to know, and where requests are kept. Every method may be called on any
/// thread, does nothing before it is subscribed to, and fails when the store does not answer.
public interface ErasureStore {

  /// The request with an idempotency key.
  Uni<Optional<ErasureRequest>> byKey(LogId log, Digest keyHash);

  /// The request with an id.
  Uni<Optional<ErasureRequest>> byId(LogId log, UUID id);

  /// Keeps a request, unless there is one with its key.
  ///
  /// @return the one that is kept with the key
  Uni<ErasureRequest> keep(LogId log, ErasureRequest request);

  /// Notes how far a request is: its entries, state and reason.
  Uni<Void> advance(LogId log, ErasureRequest request);

  /// Requests that are not done, the oldest first.
  Uni<List<ErasureRequest>> open(LogId log, int countMax);

  /// The units that name a data subject and are not erased.
  Uni<UnitSet> naming(LogId log, Digest subject);

  /// Deletes refused events that name a data subject.
  ///
  /// @return how many
  Uni<Long> dropRefused(LogId log, Digest subject);

  /// What is there of entries; an index that no entry has is left out.
  Uni<SortedMap<Long, Kept>> kept(LogId log, Collection<Long> indices);

  /// What is there of an entry.
  ///
  /// @param isOfSystem whether the system recorded it of itself
  /// @param left the units that are there
  /// @param erased the units that were erased
  record Kept(boolean isOfSystem, SortedSet<Integer> left, SortedSet<Integer> erased) {}
}
