package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/// Where full tiles and full bundles are kept, for ever: none is replaced or removed. What is
/// missing can be made anew from the entries.
///
/// Several replicas may share one. Every method may be called on any thread, does nothing before it
/// is subscribed to, and fails when the store does not answer.
public interface TileStore {

  /// The bytes of a full tile or bundle; empty if it is not kept.
  Uni<Optional<Bytes>> read(LogId log, TilePath path);

  /// Keeps full tiles and bundles; completes when all of them are durable. One that is kept already
  /// has to be the same.
  ///
  /// @throws CorruptEntryException within the Uni if another one is kept under a path; it stays
  Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles);

  /// The size that was noted last; 0 if none was.
  Uni<Long> integrated(LogId log);

  /// Notes, durably, that every full tile and bundle of the first `size` entries is kept. Where
  /// replicas share the store, the note may go back: it only says where to begin.
  Uni<Void> integrated(LogId log, long size);
}
