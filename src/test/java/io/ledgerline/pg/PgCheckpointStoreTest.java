package io.ledgerline.pg;

import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.CheckpointStoreContract;

/// PostgreSQL does what a store of checkpoints must do.
class PgCheckpointStoreTest extends CheckpointStoreContract {

  @Override
  protected CheckpointStore open(Genesis genesis) {
    TestPostgres.get().entries().open(genesis).await().indefinitely();
    return TestPostgres.get().checkpoints();
  }
}
