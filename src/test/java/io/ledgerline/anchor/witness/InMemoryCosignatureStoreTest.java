package io.ledgerline.anchor.witness;

import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.InMemoryCheckpointStore;

/// The store in memory does what a store must do.
class InMemoryCosignatureStoreTest extends CosignatureStoreContract {

  @Override
  protected CosignatureStore open(Genesis genesis) {
    return new InMemoryCosignatureStore();
  }

  @Override
  protected CheckpointStore checkpoints() {
    return new InMemoryCheckpointStore();
  }
}
