package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.Refusal;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.EntryStore.Unreadable;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submission.Beside;
import io.ledgerline.ledger.Submission.Mark;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.vault.PgKeyRows;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.KeySweep;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.TestDataKeys;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys under which everything is erased.
class KeySweepTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @TempDir private Path directory;
  private Instant now = TestLedgers.NOW;
  private final InstantSource clock = () -> now;

  @Test
  void aKeyDiesWithTheLastUnitUnderItAndNotBefore() {
    // Given
    DataKeys keys = TestDataKeys.in(directory, clock);
    Ledger ledger = open("sweep", keys);
    append(ledger, "Ada 1", "Ada");
    append(ledger, "Ada 2", "Ada");
    append(ledger, "Bob 1", "Bob");
    erase(ledger, "first", 1);
    now = now.plus(Duration.ofHours(2));
    int afterOne = sweep("sweep", keys);
    erase(ledger, "second", 2);

    // When
    int afterBoth = sweep("sweep", keys);
    int again = sweep("sweep", keys);

    // Then
    assertThat(List.of(afterOne, afterBoth, again)).containsExactly(0, 1, 0);
    List<PayloadRow> rows = rows("sweep", keys);
    assertThat(rows.get(1).units().getFirst().value()).isNotNull();
    assertThat(rows.get(3).entry().payload()).isEqualTo(Submissions.cut("Bob 1").payload());
  }

  @Test
  void aKeyThatMayStillEncryptIsLeftToALaterSweep() {
    // Given
    DataKeys keys = TestDataKeys.in(directory, clock);
    Ledger ledger = open("early", keys);
    append(ledger, "Ada 1", "Ada");
    erase(ledger, "first", 1);

    // When
    int early = sweep("early", keys);
    now = now.plus(Duration.ofHours(2));
    int late = sweep("early", keys);

    // Then
    assertThat(early).isZero();
    assertThat(late).isOne();
  }

  @Test
  void aDatabaseFromBeforeTheErasureNoLongerTellsWhatWasErased() throws SQLException {
    // Given: what a backup holds, taken before the erasure
    DataKeys keys = TestDataKeys.in(directory, clock);
    Ledger ledger = open("backup", keys);
    append(ledger, "Ada 1", "Ada");
    UnitTampering.run(log("backup"), "CREATE TABLE public.backup AS SELECT * FROM %1$s");
    erase(ledger, "first", 1);
    now = now.plus(Duration.ofHours(2));
    sweep("backup", keys);

    // When: it is put back
    UnitTampering.run(
        log("backup"),
        """
        UPDATE %1$s u SET value = b.value, salt = b.salt, event_salt = b.event_salt,
          cipher = b.cipher, data_key_id = b.data_key_id
        FROM public.backup b WHERE b.index = u.index AND b.unit = u.unit
        """,
        "DROP TABLE public.backup");
    UnitRow unit = rows("backup", keys).get(1).units().getLast();

    // Then
    assertThat(unit.value()).isNull();
    assertThat(unit.unreadable())
        .isEqualTo(
            new Unreadable(
                true, "its data key was destroyed at 2026-01-01T02:00:00Z, after an erasure"));
  }

  @Test
  void theKeyOfRefusedEventsDiesWithTheLastOfThem() {
    // Given
    DataKeys keys = TestDataKeys.in(directory, clock);
    open("refused", keys);
    PgQuarantine quarantine =
        new PgQuarantine(
            POSTGRES.sessions(),
            POSTGRES.pool(),
            log("refused"),
            new PayloadCipher(keys),
            0,
            new Random(5));
    quarantine.keep(refusal(), Set.of()).await().indefinitely();
    int whileItIsUsed = sweep("refused", keys);
    now = Instant.parse("2026-02-01T01:00:00Z");

    // When
    int destroyed = sweep("refused", keys);

    // Then
    assertThat(whileItIsUsed).isZero();
    assertThat(destroyed).isOne();
  }

  private Ledger open(String tenant, DataKeys keys) {
    Genesis base = TestLedgers.genesis();
    Genesis genesis =
        new Genesis(
            log(tenant),
            base.origin(),
            base.baseIri(),
            "keys " + tenant,
            base.key(),
            base.segmentSize());
    return Ledger.open(genesis, TestLedgers.setup(store(keys), POSTGRES.checkpoints()))
        .await()
        .indefinitely();
  }

  private static EntryStore store(DataKeys keys) {
    return new PgEntryStore(
        POSTGRES.pool(), POSTGRES.sessions(), TestPostgres.identityKey(), new PayloadCipher(keys));
  }

  private static LogId log(String tenant) {
    return new LogId(new UUID(tenant.hashCode(), 66));
  }

  private static void append(Ledger ledger, String name, String subject) {
    Submission cut = Submissions.cut(name);
    Digest pseudonym = Digest.ofLeaf(Bytes.utf8(subject).view());
    Beside beside = new Beside(List.of(new Mark(pseudonym, 1)), UnitSet.EMPTY);
    ledger
        .append(
            new Submission(
                cut.draft(), cut.payload(), cut.identity(), cut.retentionClass(), beside))
        .await()
        .indefinitely();
  }

  private static void erase(Ledger ledger, String name, long index) {
    ledger.append(Submissions.erasing(name, UnitSet.of(index, List.of(1)))).await().indefinitely();
  }

  private static int sweep(String tenant, DataKeys keys) {
    return new KeySweep(log(tenant), keys, new PgKeyRows(POSTGRES.pool()), Runnable::run)
        .run()
        .await()
        .indefinitely();
  }

  private static List<PayloadRow> rows(String tenant, DataKeys keys) {
    return store(keys).payloadRows(log(tenant), 0, 10, 1 << 20).await().indefinitely();
  }

  private static Refusal refusal() {
    return new Refusal(
        TestLedgers.NOW,
        "producer",
        "tenant",
        "openlineage",
        "application/json",
        "invalid",
        List.of(new Violation("", "a")),
        Bytes.utf8("{}"));
  }
}
