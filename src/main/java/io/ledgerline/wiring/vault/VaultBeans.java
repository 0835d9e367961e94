package io.ledgerline.wiring.vault;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.pg.keys.PgKeyRows;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.KeySweep;
import io.ledgerline.vault.keys.PayloadCipher;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Encryption, and the destruction of keys.
final class VaultBeans {

  VaultBeans() {}

  @Produces
  @Singleton
  PayloadCipher cipher(DataKeys keys) {
    return new PayloadCipher(keys);
  }

  @Produces
  @Singleton
  KeySweep sweep(Ledger ledger, DataKeys keys, Pool pool) {
    return new KeySweep(
        ledger.genesis().log(), keys, new PgKeyRows(pool), Infrastructure.getDefaultExecutor());
  }
}
