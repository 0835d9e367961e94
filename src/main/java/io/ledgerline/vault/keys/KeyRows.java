package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Where it can be asked what lies under data keys.
public interface KeyRows {

  /// Keys from under which something was erased and under which nothing is left, by name. A key
  /// under which nothing ever was is not one of them, lest a database that is behind, or the wrong
  /// one, destroys what another one needs.
  ///
  /// @param after starts behind this name
  Uni<List<UUID>> released(LogId log, UUID after, int countMax);

  /// These keys are destroyed, and need not be named again.
  Uni<Void> forget(LogId log, Collection<UUID> keys);
}
