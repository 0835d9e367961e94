package io.ledgerline.pg.assurance;

import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.AssuranceStoreContract;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.event.system.Finding;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.TestPostgres;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Findings in PostgreSQL.
class PgAssuranceStoreTest extends AssuranceStoreContract {

  private static final AtomicLong LOGS = new AtomicLong(0xf1d0);

  @Override
  protected AssuranceStore store() {
    return new PgAssuranceStore(TestPostgres.get().pool());
  }

  @Override
  protected LogId log() {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    LogId log = new LogId(new UUID(0x4000L, 0x8000000000000000L | LOGS.incrementAndGet()));
    Genesis genesis =
        new Genesis(
            log, base.origin(), base.baseIri(), "findings " + log, base.key(), base.segmentSize());
    try (Ledger ledger =
        Ledger.open(genesis, TestLedgers.setup(postgres.entries(), postgres.checkpoints()))
            .await()
            .indefinitely()) {
      for (int i = 0; i < 8; i++) {
        ledger.append(finding(i)).await().indefinitely();
      }
    }
    return log;
  }

  private static Submission finding(int i) {
    Payload payload = Payload.whole("application/json", Bytes.utf8("{}"), new Random(i));
    LeafDraft draft =
        new LeafDraft(
            Finding.TYPE,
            "application/json",
            Ledger.SYSTEM_PRODUCER,
            TestLedgers.TENANT,
            payload.commitment(),
            0);
    Digest digest = payload.commitment().eventDigest();
    return new Submission(draft, payload, new Identity(digest, digest), "documentation");
  }
}
