package io.ledgerline.pg.notify;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.notify.NoticeCursors;
import io.ledgerline.notify.NoticeCursorsContract;
import io.ledgerline.pg.TestPostgres;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// PostgreSQL does what keeps the places of webhooks must do.
class PgNoticeCursorsTest extends NoticeCursorsContract {

  private static final AtomicLong LOGS = new AtomicLong();

  @Override
  protected NoticeCursors open() {
    return new PgNoticeCursors(TestPostgres.get().pool());
  }

  @Override
  protected LogId log() {
    Genesis base = TestLedgers.genesis();
    LogId log = new LogId(new UUID(88, LOGS.incrementAndGet()));
    String tenant = "notices " + log;
    TestPostgres.get()
        .entries()
        .open(
            new Genesis(log, base.origin(), base.baseIri(), tenant, base.key(), base.segmentSize()))
        .await()
        .indefinitely();
    return log;
  }
}
