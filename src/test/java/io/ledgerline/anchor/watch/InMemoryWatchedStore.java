package io.ledgerline.anchor.watch;

import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A [WatchedStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryWatchedStore implements WatchedStore {

  private final Map<String, SignedNote> notesByOrigin = new HashMap<>();

  @Override
  public Uni<Optional<SignedNote>> newest(String origin) {
    return Uni.createFrom().item(() -> newestNow(origin));
  }

  @Override
  public Uni<Boolean> advance(Optional<Checkpoint> before, Checkpoint next, SignedNote note) {
    return Uni.createFrom().item(() -> advanceNow(before, next, note));
  }

  private synchronized Optional<SignedNote> newestNow(String origin) {
    return Optional.ofNullable(notesByOrigin.get(origin));
  }

  private synchronized boolean advanceNow(
      Optional<Checkpoint> before, Checkpoint next, SignedNote note) {
    Optional<Checkpoint> now = newestNow(next.origin()).map(kept -> Checkpoint.parse(kept.text()));
    if (!now.equals(before)) {
      return false;
    }
    notesByOrigin.put(next.origin(), note);
    return true;
  }
}
