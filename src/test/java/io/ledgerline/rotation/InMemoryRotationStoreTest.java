package io.ledgerline.rotation;

import io.ledgerline.entry.Genesis;

/// The store in memory does what a store must do.
class InMemoryRotationStoreTest extends RotationStoreContract {

  private final RotationStore store = new InMemoryRotationStore();

  @Override
  protected RotationStore open(Genesis genesis) {
    return store;
  }
}
