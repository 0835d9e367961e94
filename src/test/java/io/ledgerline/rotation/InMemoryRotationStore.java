package io.ledgerline.rotation;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A [RotationStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryRotationStore implements RotationStore {

  private final Map<LogId, TreeMap<Long, Kept>> keptByLog = new HashMap<>();

  @Override
  public Uni<Void> keep(LogId log, Kept rotation) {
    return Uni.createFrom().item(rotation).invoke(r -> put(log, r)).replaceWithVoid();
  }

  @Override
  public Uni<List<Kept>> all(LogId log) {
    return Uni.createFrom().item(() -> get(log));
  }

  private synchronized void put(LogId log, Kept rotation) {
    keptByLog.computeIfAbsent(log, l -> new TreeMap<>()).putIfAbsent(rotation.index(), rotation);
  }

  private synchronized List<Kept> get(LogId log) {
    return List.copyOf(keptByLog.getOrDefault(log, new TreeMap<>()).values());
  }
}
