package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.ledgerline.ledger.TestLedgers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

  @Test
  void aBodyIsNotInTheDatabaseInTheClear() throws SQLException {
    // Given
    PgQuarantine quarantine = quarantine("quarantine secret");
    quarantine.keep(refusal(1, Bytes.utf8("needle")), Set.of()).await().indefinitely();

    // When
    List<String> bodies = bodies("quarantine secret");

    // Then
    assertThat(bodies).hasSize(1).noneMatch(body -> body.contains("needle"));
    assertThat(quarantine.newest(1).await().indefinitely().getFirst().body())
        .isEqualTo(Bytes.utf8("needle"));
  }

  @Test
  void aBodyThatWasKeptInTheClearStaysReadable() throws SQLException {
    // Given
    PgQuarantine quarantine = quarantine("quarantine clear");
    quarantine.keep(refusal(1, Bytes.utf8("a")), Set.of()).await().indefinitely();
    execute(
        "UPDATE ledger.quarantine SET body = 'abc', cipher = NULL, data_key_id = NULL"
            + " WHERE log_id = '%s'".formatted(log("quarantine clear")));

    // When
    List<Refusal> newest = quarantine.newest(1).await().indefinitely();

    // Then
    assertThat(newest.getFirst().body()).isEqualTo(Bytes.utf8("abc"));
  }

  @Test
  void aBodyThatWasChangedSaysSo() throws SQLException {
    // Given
    PgQuarantine quarantine = quarantine("quarantine changed");
    quarantine.keep(refusal(1, Bytes.utf8("a")), Set.of()).await().indefinitely();
    execute(
        "UPDATE ledger.quarantine SET body = set_byte(body, 12, get_byte(body, 12) # 1)"
            + " WHERE log_id = '%s'".formatted(log("quarantine changed")));

    // When
    List<Refusal> newest = quarantine.newest(1).await().indefinitely();

    // Then
    assertThat(newest.getFirst().body())
        .isEqualTo(Bytes.utf8("(cannot be read: it was changed, or belongs to another row)"));
  }

  @Test
  void theOldestGoWhenThereAreTooManyBytes() {
    // Given
    PgQuarantine quarantine = quarantine("quarantine bytes", 100_000);

    // When
    for (int second = 0; second < 40; second++) {
      quarantine
          .keep(refusal(second, Bytes.owned(new byte[10_000])), Set.of())
          .await()
          .indefinitely();
    }

    // Then
    assertThat(quarantine.newest(100).await().indefinitely())
        .hasSize(9)
        .extracting(Refusal::at)
        .startsWith(TestLedgers.NOW.plusSeconds(39))
        .endsWith(TestLedgers.NOW.plusSeconds(31));
  }

  private static LogId log(String tenant) {
    return new LogId(new UUID(tenant.hashCode(), 1));
  }

  /// As only a superuser can.
  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> bodies(String tenant) throws SQLException {
    List<String> bodies = new ArrayList<>();
    try (Connection connection = TestPostgres.get().asApp();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT encode(body, 'escape') FROM ledger.quarantine WHERE log_id = '%s'"
                    .formatted(log(tenant)))) {
      while (found.next()) {
        bodies.add(found.getString(1));
      }
    }
    return bodies;
  }

  private static PgQuarantine quarantine(String tenant) {
    return quarantine(tenant, 1L << 28);
  }

  private static PgQuarantine quarantine(String tenant, long bytesMax) {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    LogId log = log(tenant);
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
        bytesMax,
        new Random(tenant.hashCode()));
  }

  private static Refusal refusal(int second, List<Violation> violations) {
    return refusal(second, violations, Bytes.owned(new byte[] {0, 1, (byte) 0xff}));
  }

  private static Refusal refusal(int second, Bytes body) {
    return refusal(second, List.of(), body);
  }

  private static Refusal refusal(int second, List<Violation> violations, Bytes body) {
    return new Refusal(
        TestLedgers.NOW.plusSeconds(second),
        "producer",
        "tenant",
        "openlineage",
        "application/json",
        "invalid",
        violations,
        body);
  }
}
