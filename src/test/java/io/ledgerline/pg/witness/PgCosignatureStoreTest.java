package io.ledgerline.pg.witness;

import io.ledgerline.anchor.witness.CosignatureStore;
import io.ledgerline.anchor.witness.CosignatureStoreContract;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.pg.TestPostgres;

/// PostgreSQL does what a store of cosignatures must do.
class PgCosignatureStoreTest extends CosignatureStoreContract {

  @Override
  protected CosignatureStore open(Genesis genesis) {
    TestPostgres.get().entries().open(genesis).await().indefinitely();
    return new PgCosignatureStore(TestPostgres.get().pool());
  }

  @Override
  protected CheckpointStore checkpoints() {
    return TestPostgres.get().checkpoints();
  }
}
