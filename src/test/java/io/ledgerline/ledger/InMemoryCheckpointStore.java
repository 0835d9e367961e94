package io.ledgerline.ledger;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A [CheckpointStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryCheckpointStore implements CheckpointStore {

  private final Map<LogId, NavigableMap<Long, SignedNote>> notesBySize = new HashMap<>();

  @Override
  public Uni<SignedNote> keep(LogId log, Checkpoint checkpoint, SignedNote note) {
    return Uni.createFrom().item(() -> keepNow(log, checkpoint.size(), note));
  }

  @Override
  public Uni<Optional<SignedNote>> newest(LogId log) {
    return Uni.createFrom()
        .item(() -> Optional.ofNullable(notes(log).lastEntry()).map(Map.Entry::getValue));
  }

  @Override
  public Uni<List<SignedNote>> page(LogId log, long sizeMin, int countMax) {
    return Uni.createFrom()
        .item(() -> notes(log).tailMap(sizeMin).values().stream().limit(countMax).toList());
  }

  private synchronized SignedNote keepNow(LogId log, long size, SignedNote note) {
    SignedNote before =
        notesBySize.computeIfAbsent(log, l -> new TreeMap<>()).putIfAbsent(size, note);
    return before == null ? note : before;
  }

  private synchronized NavigableMap<Long, SignedNote> notes(LogId log) {
    return new TreeMap<>(notesBySize.getOrDefault(log, new TreeMap<>()));
  }
}
