package io.ledgerline.pg;

import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStoreContract;

/// PostgreSQL does what a store must do.
class PgEntryStoreTest extends EntryStoreContract {

  @Override
  protected EntryStore open() {
    return TestPostgres.get().entries();
  }
}
