package io.ledgerline.ledger.check;

import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.note.history.KeyHistory;
import java.util.Optional;
import java.util.function.Supplier;

/// What is known or kept beside entries and checkpoints, and how many threads rehash.
record Besides(
    SubtreeRoots roots,
    Supplier<KeyHistory> keys,
    Optional<TileStore> tiles,
    RowsBeside rows,
    int threads) {

  Besides withThreads(int rehashing) {
    return new Besides(roots, keys, tiles, rows, rehashing);
  }

  Besides withRoots(SubtreeRoots known) {
    return new Besides(known, keys, tiles, rows, threads);
  }

  Besides withKeys(Supplier<KeyHistory> history) {
    return new Besides(roots, history, tiles, rows, threads);
  }

  Besides withTiles(TileStore kept) {
    return new Besides(roots, keys, Optional.of(kept), rows, threads);
  }

  Besides withRows(RowsBeside repeating) {
    return new Besides(roots, keys, tiles, repeating, threads);
  }
}
