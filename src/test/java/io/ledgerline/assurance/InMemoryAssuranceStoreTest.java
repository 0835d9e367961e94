package io.ledgerline.assurance;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.TestLedgers;

/// The store of the tests does what a store must do.
class InMemoryAssuranceStoreTest extends AssuranceStoreContract {

  @Override
  protected AssuranceStore store() {
    return new InMemoryAssuranceStore();
  }

  @Override
  protected LogId log() {
    return TestLedgers.genesis().log();
  }
}
