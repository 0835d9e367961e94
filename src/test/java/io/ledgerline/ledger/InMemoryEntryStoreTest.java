package io.ledgerline.ledger;

/// The store of everybody's tests does what a store must do.
class InMemoryEntryStoreTest extends EntryStoreContract {

  @Override
  protected EntryStore open() {
    return new InMemoryEntryStore();
  }
}
