package io.ledgerline.pg.vault;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Receipt;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.pg.PgQuarantine;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.Recorder;
import io.ledgerline.vault.SubjectIndex;
import io.ledgerline.vault.SubjectKey;
import io.ledgerline.vault.erasure.ErasureOrder;
import io.ledgerline.vault.erasure.ErasureOutcome;
import io.ledgerline.vault.erasure.Erasures;
import io.ledgerline.vault.hold.Holds;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A log of its own in PostgreSQL, with a door, erasures and holds.
final class Vault implements AutoCloseable {

  private static final AtomicLong LOGS = new AtomicLong();

  private final Genesis genesis;
  private final Caller caller;
  private final Ledger ledger;
  private final PgQuarantine quarantine;
  private final Intake intake;
  private final SubjectKey key;

  private Vault() {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    long number = LOGS.incrementAndGet();
    String tenant = "vault-" + number;
    this.genesis =
        new Genesis(
            new LogId(new UUID(0x7a17L, number)),
            base.origin(),
            base.baseIri(),
            tenant,
            base.key(),
            base.segmentSize());
    this.caller = new Caller("k-1", tenant);
    this.ledger =
        Ledger.open(genesis, TestLedgers.setup(postgres.entries(), postgres.checkpoints()))
            .await()
            .indefinitely();
    byte[] bytes = new byte[SubjectKey.SIZE_BYTES];
    Arrays.fill(bytes, (byte) 7);
    this.key = new SubjectKey(bytes);
    IntakeSettings defaults = IntakeSettings.DEFAULTS;
    IntakeSettings settings =
        new IntakeSettings(
            defaults.bodyBytesMax(),
            defaults.depthMax(),
            defaults.batchEventsMax(),
            defaults.personalFacets(),
            defaults.personalFields(),
            defaults.redactedPointers(),
            new SubjectIndex(
                List.of(
                    JsonPointer.parse("/job/facets/ownership/owners"),
                    JsonPointer.parse("/run/facets/case/id")),
                Optional.of(key)),
            defaults.signers(),
            defaults.retryAfter());
    this.quarantine =
        new PgQuarantine(
            postgres.sessions(),
            postgres.pool(),
            genesis.log(),
            postgres.cipher(),
            1L << 28,
            new Random(number));
    this.intake =
        new Intake(
            ledger, quarantine, settings, InstantSource.fixed(TestLedgers.NOW), new Random(number));
  }

  static Vault open() {
    return new Vault();
  }

  LogId log() {
    return genesis.log();
  }

  Ledger ledger() {
    return ledger;
  }

  PgQuarantine quarantine() {
    return quarantine;
  }

  /// A run event that an owner is responsible for, within a case.
  static String event(String job, String owner, String caseId) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "eventType":"START","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b","facets":{"case":\
    {"_producer":"https://p","_schemaURL":"https://s","id":"%s"}}},\
    "job":{"namespace":"tests","name":"%s","facets":{"ownership":{"_producer":"https://p",\
    "_schemaURL":"https://s","owners":[{"name":"%s"}]}}}}\
    """
        .formatted(caseId, job, owner);
  }

  Outcome send(String event) {
    return await(intake.lineage(caller, Bytes.utf8(event)));
  }

  /// The index of a new entry.
  long record(String job, String owner, String caseId) {
    if (send(event(job, owner, caseId)) instanceof Outcome.Accepted(Receipt receipt, var _)) {
      return receipt.index();
    }
    throw new AssertionError("not accepted");
  }

  Recorder recorder() {
    return intake::record;
  }

  Erasures erasures() {
    return erasures(recorder());
  }

  Erasures erasures(Recorder recorder) {
    return new Erasures(
        log(),
        new PgErasureStore(TestPostgres.get().pool()),
        new PgHoldStore(TestPostgres.get().pool()),
        recorder,
        key,
        InstantSource.fixed(TestLedgers.NOW),
        new Random(LOGS.incrementAndGet()));
  }

  Holds holds() {
    return new Holds(log(), new PgHoldStore(TestPostgres.get().pool()), recorder(), key);
  }

  ErasureOutcome erase(String idempotencyKey, Map<Long, List<Integer>> units) {
    return await(erasures().erase(order(idempotencyKey, units)));
  }

  static ErasureOrder order(String idempotencyKey, Map<Long, List<Integer>> units) {
    TreeMap<Long, SortedSet<Integer>> sorted = new TreeMap<>();
    units.forEach((index, numbers) -> sorted.put(index, new TreeSet<>(numbers)));
    return new ErasureOrder(idempotencyKey, "gdpr-17-1-b", "dpo-3", new ErasureOrder.Units(sorted));
  }

  ErasureOutcome eraseSubject(String idempotencyKey, String subject, boolean isWhole) {
    return await(
        erasures()
            .erase(
                new ErasureOrder(
                    idempotencyKey,
                    "gdpr-17-1-b",
                    "dpo-3",
                    new ErasureOrder.Subject(subject, isWhole))));
  }

  Verification verify() {
    TestPostgres postgres = TestPostgres.get();
    return await(
        new LedgerVerification(
                genesis, postgres.entries(), postgres.checkpoints(), ErasureTargets::of, 100)
            .run(size -> {}));
  }

  static <T> T await(Uni<T> uni) {
    return uni.await().indefinitely();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
