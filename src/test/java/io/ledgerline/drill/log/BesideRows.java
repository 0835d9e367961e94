package io.ledgerline.drill.log;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.segment.PgSegmentStore;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.segment.Segment;
import io.ledgerline.vault.hold.Hold;

/// What the service remembers in rows beside the entries.
///
/// @param log whose rows
/// @param ledger appends to it
record BesideRows(DrilledLog log, Ledger ledger) implements Recipe.Beside {

  @Override
  public void rotation(KeyHistory.Step step) {
    log.rotations()
        .keep(id(), new RotationStore.Kept(step.index(), step.rotation().note()))
        .await()
        .indefinitely();
  }

  @Override
  public void hold(Hold hold) {
    PgHoldStore store = new PgHoldStore(TestPostgres.get().pool());
    store.keep(id(), hold).await().indefinitely();
    store.placed(id(), hold.id(), hold.placedBy().orElseThrow()).await().indefinitely();
    hold.liftedBy().ifPresent(by -> store.lifted(id(), hold.id(), by).await().indefinitely());
  }

  @Override
  public void segment(Segment segment) {
    new PgSegmentStore(TestPostgres.get().pool()).keep(id(), segment).await().indefinitely();
  }

  @Override
  public void sweep() {
    Sweeping.of(log, ledger).record();
  }

  private LogId id() {
    return log.log();
  }
}
