package io.ledgerline.assurance.gate;

import io.ledgerline.ledger.PayloadEntry;
import java.util.Optional;

/// Entries with what is left of their payloads.
@FunctionalInterface
public interface FiledEntries {

  /// An entry; empty where it is not here any more. May block the calling thread.
  Optional<PayloadEntry> read(long index);
}
