package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What PostgreSQL refuses by itself, to the role of the service and to the owner of the tables.
class FenceTest {

  private static final LogId LOG =
      new LogId(UUID.fromString("00000000-0000-4000-8000-00000000fe9c"));
  private static final String ENTRIES = "ledger.entry_0000000000004000800000000000fe9c_0";
  private static final String UNITS = "ledger.unit_0000000000004000800000000000fe9c_0";

  @BeforeAll
  static void haveALogWithEntries() {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    Genesis genesis =
        new Genesis(LOG, base.origin(), base.baseIri(), "fence", base.key(), base.segmentSize());
    Ledger ledger =
        Ledger.open(genesis, TestLedgers.setup(postgres.entries(), postgres.checkpoints()))
            .await()
            .indefinitely();
    ledger.append(Submissions.of("a", "a")).await().indefinitely();
    ledger.publish().await().indefinitely();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE ledger.entry SET leaf = leaf                       | permission denied for table entry
          DELETE FROM ledger.entry                                  | permission denied for table entry
          TRUNCATE ledger.entry                                     | permission denied for table entry
          UPDATE ledger.unit SET value = NULL, salt = NULL          | permission denied for table unit
          DELETE FROM ledger.unit                                   | permission denied for table unit
          DELETE FROM ledger.identity                               | permission denied for table identity
          UPDATE ledger.identity SET index = 0                      | permission denied for table identity
          DELETE FROM ledger.batch                                  | permission denied for table batch
          UPDATE ledger.checkpoint SET note = ''                    | permission denied for table checkpoint
          DELETE FROM ledger.checkpoint                             | permission denied for table checkpoint
          DELETE FROM ledger.head                                   | permission denied for table head
          TRUNCATE ledger.head                                      | permission denied for table head
          UPDATE ledger.head SET log_id = log_id                    | permission denied for table head
          INSERT INTO ledger.head SELECT * FROM ledger.head         | permission denied for table head
          INSERT INTO ledger.log SELECT * FROM ledger.log           | permission denied for table log
          UPDATE ledger.log SET tenant = tenant                     | permission denied for table log
          UPDATE ledger.quarantine SET body = ''                    | permission denied for table quarantine
          INSERT INTO ledger.erased_unit SELECT '{log}', 0, 0, 1    | permission denied for table erased_unit
          DELETE FROM ledger.erasure                                | permission denied for table erasure
          DELETE FROM ledger.hold                                   | permission denied for table hold
          INSERT INTO ledger.detached_segment SELECT FROM ledger.log | permission denied for table detached_segment
          INSERT INTO ledger.detached_tile SELECT '{log}', 0, ''    | permission denied for table detached_tile
          DELETE FROM ledger.detachment                             | permission denied for table detachment
          DROP TABLE {entries}                                      | must be owner of table entry_
          SELECT ledger.detach_segment('{log}', 0, '')              | permission denied for function detach_segment
          UPDATE ledger.hold SET matter = ''                        | permission denied for table hold
          DELETE FROM ledger.finding                                | permission denied for table finding
          UPDATE ledger.finding SET record = ''                     | permission denied for table finding
          TRUNCATE ledger.assurance                                 | permission denied for table assurance
          INSERT INTO {entries} SELECT * FROM ledger.entry LIMIT 1  | permission denied for table entry_
          UPDATE {entries} SET leaf = leaf                          | permission denied for table entry_
          TRUNCATE {units}                                          | permission denied for table unit_
          SET session_replication_role = replica                    | permission denied to set parameter
          SET ROLE ledger_owner                                     | permission denied to set role
          CREATE TABLE ledger.mine (n int)                          | permission denied for schema ledger
          SELECT ledger.open_segment('{log}', 7)                    | permission denied for function open_segment
          SELECT ledger.fence_rows('ledger.entry')                  | permission denied for function fence_rows
          CREATE TRIGGER t BEFORE INSERT ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change() | permission denied for table entry
          """)
  void refusesTheServiceWhatItNeverDoes(String statement, String refusal) throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asApp()) {

      // When
      SQLException failure = failureOf(connection, statement);

      // Then
      assertThat(failure.getSQLState()).isEqualTo("42501");
      assertThat(failure.getMessage()).contains(refusal);
    }
  }

  @Test
  void refusesTheServiceAnUpsert() throws SQLException {
    // Given
    String upsert =
        """
        INSERT INTO ledger.entry SELECT * FROM ledger.entry WHERE log_id = '{log}' AND index = 0
        ON CONFLICT (log_id, index) DO UPDATE SET leaf = EXCLUDED.leaf
        """;
    try (Connection connection = TestPostgres.get().asApp()) {

      // When
      SQLException failure = failureOf(connection, upsert);

      // Then
      assertThat(failure.getSQLState()).isEqualTo("42501");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE ledger.entry SET leaf = leaf              | ledger.entry is append-only: UPDATE refused
          UPDATE ledger.entry SET leaf = leaf WHERE false  | ledger.entry is append-only: UPDATE refused
          DELETE FROM ledger.entry                         | ledger.entry is append-only: DELETE refused
          TRUNCATE ledger.entry                            | ledger.entry is append-only: TRUNCATE refused
          UPDATE {entries} SET leaf = leaf                 | is append-only: UPDATE refused
          DELETE FROM {entries}                            | is append-only: DELETE refused
          TRUNCATE {entries}                               | is append-only: TRUNCATE refused
          UPDATE ledger.unit SET value = NULL, salt = NULL | is append-only: UPDATE refused
          UPDATE ledger.unit SET event_salt = NULL         | is append-only: UPDATE refused
          UPDATE {units} SET value = '', salt = NULL       | is append-only: UPDATE refused
          DELETE FROM ledger.erased_unit                   | ledger.erased_unit is append-only: DELETE refused
          TRUNCATE ledger.hold                             | ledger.hold is append-only: TRUNCATE refused
          DELETE FROM ledger.finding                       | ledger.finding is append-only: DELETE refused
          TRUNCATE ledger.assurance                        | ledger.assurance is append-only: TRUNCATE refused
          DELETE FROM {units}                              | is append-only: DELETE refused
          TRUNCATE {units}                                 | is append-only: TRUNCATE refused
          DELETE FROM ledger.identity                      | ledger.identity is append-only: DELETE refused
          TRUNCATE ledger.identity                         | ledger.identity is append-only: TRUNCATE refused
          UPDATE ledger.batch SET entries = 1              | ledger.batch is append-only: UPDATE refused
          TRUNCATE ledger.batch                            | ledger.batch is append-only: TRUNCATE refused
          UPDATE ledger.checkpoint SET note = ''           | ledger.checkpoint is append-only: UPDATE refused
          DELETE FROM ledger.checkpoint                    | ledger.checkpoint is append-only: DELETE refused
          TRUNCATE ledger.checkpoint                       | ledger.checkpoint is append-only: TRUNCATE refused
          DELETE FROM ledger.head                          | ledger.head is append-only: DELETE refused
          TRUNCATE ledger.head                             | ledger.head is append-only: TRUNCATE refused
          UPDATE ledger.log SET tenant = 'x'               | ledger.log is append-only: UPDATE refused
          TRUNCATE ledger.log CASCADE                      | is append-only: TRUNCATE refused
          UPDATE ledger.head SET size = size - 1, epoch = epoch + 1 WHERE log_id = '{log}' | ledger.head only goes forward
          UPDATE ledger.head SET epoch = epoch - 1 WHERE log_id = '{log}'                  | ledger.head only goes forward
          UPDATE ledger.head SET received_at = 'epoch' WHERE log_id = '{log}'              | ledger.head only goes forward
          MERGE INTO ledger.entry e USING (SELECT 1) o ON e.index = 0 WHEN MATCHED THEN DELETE | ledger.entry is append-only: DELETE refused
          """)
  void refusesTheOwnerToo(String statement, String refusal) throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asOwner()) {

      // When
      SQLException failure = failureOf(connection, statement);

      // Then
      assertThat(failure.getSQLState()).isEqualTo("23001");
      assertThat(failure.getMessage()).contains(refusal);
    }
  }

  @Test
  void refusesTheOwnerAnUpsert() throws SQLException {
    // Given
    String upsert =
        """
        INSERT INTO ledger.entry SELECT * FROM ledger.entry WHERE log_id = '{log}' AND index = 0
        ON CONFLICT (log_id, index) DO UPDATE SET leaf = EXCLUDED.leaf
        """;
    try (Connection connection = TestPostgres.get().asOwner()) {

      // When
      SQLException failure = failureOf(connection, upsert);

      // Then
      assertThat(failure.getSQLState()).isEqualTo("23001");
    }
  }

  @Test
  void aSuperuserWhoSkipsOrdinaryTriggersIsStillRefused() throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");

      // When
      List<String> states =
          List.of(
              failureOf(connection, "DELETE FROM {entries}").getSQLState(),
              failureOf(connection, "TRUNCATE {entries}").getSQLState(),
              failureOf(connection, "UPDATE ledger.entry SET leaf = leaf").getSQLState(),
              failureOf(connection, "UPDATE ledger.head SET size = size - 1").getSQLState());

      // Then
      assertThat(states).containsOnly("23001");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          '{log}', 5, now(), 'x', sha256('x'), sha256('')              ; 23514 ; entry_leaf_hash
          '{log}', 5, now(), 'x', sha256('\\x0078'), 'short'           ; 23514 ; entry_chain_hash
          '{log}', 5, now(), repeat('x', 65536)::bytea, sha256('\\x00'::bytea || repeat('x', 65536)::bytea), sha256('') ; 23514 ; entry_leaf_size
          '{log}', 99999999999, now(), 'x', sha256('\\x0078'), sha256('') ; 23514 ; no partition
          gen_random_uuid(), 0, now(), 'x', sha256('\\x0078'), sha256('') ; 23514 ; no partition
          """)
  void refusesAnEntryThatCannotBe(String values, String state, String refusal) throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asApp()) {

      // When
      SQLException failure =
          failureOf(connection, "INSERT INTO ledger.entry VALUES (" + values + ")");

      // Then
      assertThat(failure.getSQLState()).isEqualTo(state);
      assertThat(failure.getMessage()).contains(refusal);
    }
  }

  @Test
  void refusesAHeadBeyondTheLastEntry() throws SQLException {
    // Given
    String update =
        """
        UPDATE ledger.head SET size = 4, epoch = epoch + 1, frontier = substr(frontier, 1, 32)
        WHERE log_id = '{log}'
        """;
    try (Connection connection = TestPostgres.get().asApp()) {

      // When
      SQLException failure = failureOf(connection, update);

      // Then
      assertThat(failure.getSQLState()).isEqualTo("23001");
      assertThat(failure.getMessage()).contains("names entry 3, which is not there");
    }
  }

  @Test
  void opensTwoSegmentsAhead() throws SQLException {
    // Given
    String count =
        """
        SELECT count(*) FROM pg_inherits i WHERE i.inhparent IN ('ledger.entry'::regclass,
        'ledger.unit'::regclass) AND i.inhrelid::regclass::text LIKE '%fe9c%'
        """;
    try (Connection connection = TestPostgres.get().asOwner();
        Statement statement = connection.createStatement()) {

      // When
      statement.execute("SELECT ledger.open_segments('" + LOG + "')");
      statement.execute("SELECT ledger.open_segments('" + LOG + "')");
      ResultSet found = statement.executeQuery(count);
      found.next();

      // Then
      assertThat(found.getInt(1)).isEqualTo(6);
    }
  }

  private static SQLException failureOf(Connection connection, String sql) throws SQLException {
    String filled =
        sql.replace("{entries}", ENTRIES)
            .replace("{units}", UNITS)
            .replace("{log}", LOG.toString());
    try (Statement statement = connection.createStatement()) {
      return catchThrowableOfType(SQLException.class, () -> statement.execute(filled));
    }
  }
}
