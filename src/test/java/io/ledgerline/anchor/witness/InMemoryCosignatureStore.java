package io.ledgerline.anchor.witness;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosignerKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A [CosignatureStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryCosignatureStore implements CosignatureStore {

  private final Map<LogId, TreeMap<Long, Map<CosignerKey, NoteSignature>>> lines = new HashMap<>();

  @Override
  public Uni<Void> keep(LogId log, long size, Cosignature cosignature) {
    return Uni.createFrom().voidItem().invoke(() -> keepNow(log, size, cosignature));
  }

  @Override
  public Uni<List<Kept>> newest(LogId log, int sizesMax) {
    return Uni.createFrom().item(() -> newestNow(log, sizesMax));
  }

  private synchronized void keepNow(LogId log, long size, Cosignature cosignature) {
    lines
        .computeIfAbsent(log, l -> new TreeMap<>())
        .computeIfAbsent(size, s -> new LinkedHashMap<>())
        .putIfAbsent(cosignature.key(), cosignature.line());
  }

  private synchronized List<Kept> newestNow(LogId log, int sizesMax) {
    List<Kept> kept = new ArrayList<>();
    lines.getOrDefault(log, new TreeMap<>()).descendingMap().entrySet().stream()
        .limit(sizesMax)
        .forEach(
            entry ->
                entry
                    .getValue()
                    .values()
                    .forEach(line -> kept.add(new Kept(entry.getKey(), line))));
    return kept;
  }
}
