package io.ledgerline.assurance.contract;

import io.ledgerline.event.stored.StoredEvent;
import java.util.Optional;

/// What entries say, read again.
@FunctionalInterface
public interface StoredEntries {

  /// What an entry says; empty where it was erased or detached. May block the calling thread.
  Optional<StoredEvent> read(long index);
}
