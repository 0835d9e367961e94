package io.ledgerline.pg;

import io.ledgerline.ledger.EntryStore;
import io.ledgerline.vault.ErasureContract;

/// PostgreSQL does what a store must do with an erasure.
class PgErasureOfEntriesTest extends ErasureContract {

  @Override
  protected EntryStore open() {
    return TestPostgres.get().entries();
  }
}
