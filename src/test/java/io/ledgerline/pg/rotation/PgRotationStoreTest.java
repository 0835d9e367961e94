package io.ledgerline.pg.rotation;

import io.ledgerline.entry.Genesis;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.rotation.RotationStoreContract;

/// PostgreSQL does what a store of rotations must do.
class PgRotationStoreTest extends RotationStoreContract {

  @Override
  protected RotationStore open(Genesis genesis) {
    TestPostgres.get().entries().open(genesis).await().indefinitely();
    return new PgRotationStore(TestPostgres.get().pool());
  }
}
