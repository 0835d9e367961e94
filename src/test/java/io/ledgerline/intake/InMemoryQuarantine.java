package io.ledgerline.intake;

import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A quarantine in memory.
public final class InMemoryQuarantine implements Quarantine {

  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

  @Override
  public Uni<Void> keep(Refusal refusal, Set<Digest> subjects) {
    return Uni.createFrom().item(refusal).invoke(refusals::add).replaceWithVoid();
  }

  @Override
  public Uni<List<Refusal>> newest(int countMax) {
    return Uni.createFrom().item(() -> refusals.reversed().stream().limit(countMax).toList());
  }

  /// Everything that was kept, oldest first.
  public List<Refusal> all() {
    return List.copyOf(refusals);
  }
}
