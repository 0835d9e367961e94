package io.ledgerline.wiring.anchor;

import io.ledgerline.anchor.AnchorFaults;
import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.ledger.Ledger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What keeps anchors.
final class AnchorBeans {

  AnchorBeans() {}

  @Produces
  @Singleton
  AnchorKeeper keeper(Anchoring anchoring, Ledger ledger) {
    return anchoring.keeper(ledger);
  }

  @Produces
  @Singleton
  AnchorFaults faults(Anchoring anchoring) {
    return anchoring.faults();
  }
}
