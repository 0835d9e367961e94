package io.ledgerline.wiring;

import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.pg.vault.PgErasureStore;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.vault.SubjectKey;
import io.ledgerline.vault.erasure.ErasureStore;
import io.ledgerline.vault.erasure.Erasures;
import io.ledgerline.vault.hold.HoldStore;
import io.ledgerline.vault.hold.Holds;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What can be erased, and what holds it.
final class VaultBeans {

  VaultBeans() {}

  @Produces
  @Singleton
  HoldStore holdStore(Pool pool) {
    return new PgHoldStore(pool);
  }

  @Produces
  @Singleton
  ErasureStore erasureStore(Pool pool) {
    return new PgErasureStore(pool);
  }

  @Produces
  @Singleton
  Holds holds(Ledger ledger, HoldStore store, Intake intake, SubjectKey key) {
    return new Holds(ledger.genesis().log(), store, intake::record, key);
  }

  @Produces
  @Singleton
  Erasures erasures(
      Ledger ledger,
      ErasureStore store,
      HoldStore holds,
      Intake intake,
      SubjectKey key,
      InstantSource clock,
      SecureRandom random) {
    return new Erasures(ledger.genesis().log(), store, holds, intake::record, key, clock, random);
  }
}
