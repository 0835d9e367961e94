package io.ledgerline.ledger;

import io.ledgerline.entry.Genesis;

/// The store of everybody's tests does what a store of checkpoints must do.
class InMemoryCheckpointStoreTest extends CheckpointStoreContract {

  @Override
  protected CheckpointStore open(Genesis genesis) {
    return new InMemoryCheckpointStore();
  }
}
