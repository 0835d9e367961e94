package io.ledgerline.ledger.check;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.note.history.KeyHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
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

  /// The rows as they are now, where payloads are read to compare them with.
  Uni<List<RowsBeside.Row>> rows(LogId log, Scope scope) {
    return scope.withPayloads() ? rows.all(log) : Uni.createFrom().item(List.of());
  }
}
