package io.ledgerline.anchor.watch;

/// The store in memory does what a store must do.
class InMemoryWatchedStoreTest extends WatchedStoreContract {

  @Override
  protected WatchedStore open() {
    return new InMemoryWatchedStore();
  }
}
