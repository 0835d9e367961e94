package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.ledgerline.ledger.TestLedgers;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Refused events in PostgreSQL.
class PgQuarantineTest {

  @Test
  void keepsRefusalsAndListsTheNewestFirst() {
    // Given
    Quarantine quarantine = quarantine("quarantine order");
    List<Refusal> refusals =
        List.of(
            refusal(1, List.of()),
            refusal(3, List.of(new Violation("/run", "an \"object\" \u00e9"))),
            refusal(2, List.of(new Violation("", "a"), new Violation("/b", "c"))));
    refusals.forEach(refusal -> quarantine.keep(refusal).await().indefinitely());

    // When
    List<Refusal> newest = quarantine.newest(2).await().indefinitely();

    // Then
    assertThat(newest).containsExactly(refusals.get(1), refusals.get(2));
  }

  @Test
  void keepsTheQuarantinesOfTwoLogsApart() {
    // Given
    quarantine("quarantine one").keep(refusal(1, List.of())).await().indefinitely();

    // When
    List<Refusal> newest = quarantine("quarantine two").newest(10).await().indefinitely();

    // Then
    assertThat(newest).isEmpty();
  }

  private static PgQuarantine quarantine(String tenant) {
    return quarantine(tenant, PgQuarantine.Limits.DEFAULTS);
  }

  private static PgQuarantine quarantine(String tenant, PgQuarantine.Limits limits) {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    LogId log = new LogId(new UUID(tenant.hashCode(), 1));
    postgres
        .entries()
        .open(
            new Genesis(log, base.origin(), base.baseIri(), tenant, base.key(), base.segmentSize()))
        .await()
        .indefinitely();
    return new PgQuarantine(
        postgres.sessions(),
        postgres.pool(),
        log,
        postgres.cipher(),
        limits,
        InstantSource.fixed(TestLedgers.NOW),
        new Random(tenant.hashCode()));
  }

  private static Refusal refusal(int second, List<Violation> violations) {
    return new Refusal(
        TestLedgers.NOW.plusSeconds(second),
        "producer",
        "tenant",
        "openlineage",
        "application/json",
        "invalid",
        violations,
        Bytes.owned(new byte[] {0, 1, (byte) 0xff}));
  }
}
