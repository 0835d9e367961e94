package io.ledgerline.ledger;

import io.ledgerline.entry.Genesis;
import io.ledgerline.vault.ErasureContract;
import org.junit.jupiter.api.Nested;

/// The stores of everybody's tests do what stores must do.
class InMemoryStoresTest {

  @Nested
  class Entries extends EntryStoreContract {

    @Override
    protected EntryStore open() {
      return new InMemoryEntryStore();
    }
  }

  @Nested
  class Erasures extends ErasureContract {

    @Override
    protected EntryStore open() {
      return new InMemoryEntryStore();
    }
  }

  @Nested
  class Checkpoints extends CheckpointStoreContract {

    @Override
    protected CheckpointStore open(Genesis genesis) {
      return new InMemoryCheckpointStore();
    }
  }
}
