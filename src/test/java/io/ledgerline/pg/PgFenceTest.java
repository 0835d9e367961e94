package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.house.Generated;
import io.ledgerline.ledger.TestLedgers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/// The start-up check sees each hole, and the optional script closes those of the owner.
///
/// Every change is undone by the test that makes it.
class PgFenceTest {

  private static final String UNHARDENED =
      "no event triggers: the owner of the tables could lift the fence (hardening.sql)";
  private static final String PARTITION = "ledger.entry_0000000000004000800000000000fe7e_1";

  @BeforeAll
  static void haveALog() {
    Genesis base = TestLedgers.genesis();
    TestPostgres.get()
        .entries()
        .open(
            new Genesis(
                new LogId(UUID.fromString("00000000-0000-4000-8000-00000000fe7e")),
                base.origin(),
                base.baseIri(),
                "fence gaps",
                base.key(),
                base.segmentSize()))
        .await()
        .indefinitely();
  }

  @Test
  void findsNothingButTheMissingEventTriggersAfterTheMigrations() {
    // When
    List<String> gaps = gaps();

    // Then
    assertThat(gaps).containsExactly(UNHARDENED);
  }

  /// To be written anew after a migration that makes or changes a function.
  @Test
  void knowsWhatEachFunctionOfTheMigrationsDoes() throws SQLException, IOException {
    // Given
    StringBuilder found = new StringBuilder();
    try (Connection connection = TestPostgres.get().asOwner();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex') || ' ' || p.proname
                  || '(' || pg_get_function_identity_arguments(p.oid) || ')'
                FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace ORDER BY p.proname
                """)) {
      while (rows.next()) {
        found.append(rows.getString(1)).append('\n');
      }
    }

    // Then
    Generated.holds(Path.of("src/main/resources/fence-functions.txt"), found.toString());
  }

  @Test
  void seesAFunctionThatDoesSomethingElse() throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      String made;
      try (ResultSet found =
          statement.executeQuery(
              "SELECT pg_get_functiondef('ledger.hold_forward()'::regprocedure)")) {
        found.next();
        made = found.getString(1);
      }
      statement.execute(
          """
          CREATE OR REPLACE FUNCTION ledger.hold_forward() RETURNS trigger
          LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
          """);

      // When
      List<String> gaps = gaps();

      // Then
      statement.execute(made);
      assertThat(gaps)
          .contains("the function ledger.hold_forward() is not what the migrations made");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE {p} DISABLE TRIGGER refuse_statement | ALTER TABLE {p} ENABLE ALWAYS TRIGGER refuse_statement | {p} lacks the trigger refuse_statement, or it is not ENABLE ALWAYS
          ALTER TABLE {p} ENABLE TRIGGER refuse_row | ALTER TABLE {p} ENABLE ALWAYS TRIGGER refuse_row | {p} lacks the trigger refuse_row, or it is not ENABLE ALWAYS
          ALTER TABLE ledger.head DISABLE TRIGGER head_forward | ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_forward | ledger.head lacks the trigger head_forward, or it is not ENABLE ALWAYS
          ALTER TABLE ledger.hold DISABLE TRIGGER hold_forward | ALTER TABLE ledger.hold ENABLE ALWAYS TRIGGER hold_forward | ledger.hold lacks the trigger hold_forward, or it is not ENABLE ALWAYS
          ALTER TABLE ledger.segment ENABLE TRIGGER segment_fits | ALTER TABLE ledger.segment ENABLE ALWAYS TRIGGER segment_fits | ledger.segment lacks the trigger segment_fits, or it is not ENABLE ALWAYS
          CREATE OR REPLACE TRIGGER head_forward BEFORE UPDATE ON ledger.head FOR EACH ROW WHEN (false) EXECUTE FUNCTION ledger.head_forward(); ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_forward | CREATE OR REPLACE TRIGGER head_forward BEFORE UPDATE ON ledger.head FOR EACH ROW EXECUTE FUNCTION ledger.head_forward(); ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_forward | ledger.head lacks the trigger head_forward, or it is not ENABLE ALWAYS
          GRANT DELETE ON ledger.unit TO ledger_app | REVOKE DELETE ON ledger.unit FROM ledger_app | the role ledger_app may DELETE ledger.unit
          GRANT UPDATE (leaf) ON ledger.entry TO ledger_app | REVOKE UPDATE (leaf) ON ledger.entry FROM ledger_app | the role ledger_app may UPDATE ledger.entry
          GRANT pg_write_all_data TO ledger_app | REVOKE pg_write_all_data FROM ledger_app | the role ledger_app is a member of pg_write_all_data
          GRANT ledger_owner TO ledger_app WITH INHERIT FALSE | REVOKE ledger_owner FROM ledger_app | the role ledger_app is a member of ledger_owner
          CREATE RULE swallow AS ON INSERT TO ledger.batch DO INSTEAD NOTHING | DROP RULE swallow ON ledger.batch | ledger.batch has rules or row security
          ALTER TABLE ledger.checkpoint ENABLE ROW LEVEL SECURITY | ALTER TABLE ledger.checkpoint DISABLE ROW LEVEL SECURITY | ledger.checkpoint has rules or row security
          ALTER ROLE ledger_owner LOGIN | ALTER ROLE ledger_owner NOLOGIN | the role ledger_owner can log in
          ALTER ROLE ledger_app CREATEROLE | ALTER ROLE ledger_app NOCREATEROLE | the role ledger_app may make roles or databases, or pass row security by
          ALTER ROLE ledger_app SET synchronous_commit = off | ALTER ROLE ledger_app SET synchronous_commit = on | synchronous_commit is off, a commit can be lost
          """)
  void seesEachHole(String harm, String repair, String gap) throws SQLException {
    // Given
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(harm.replace("{p}", PARTITION));

      // When
      List<String> gaps = gaps();

      // Then
      statement.execute(repair.replace("{p}", PARTITION));
      assertThat(gaps).contains(gap.replace("{p}", PARTITION));
    }
  }

  @Test
  void theHardeningScriptRefusesTheOwnersWaysAroundTheFenceAndLeavesNoGap()
      throws SQLException, IOException {
    // Given
    try (Connection superuser = TestPostgres.get().asSuperuser();
        Statement administrator = superuser.createStatement();
        Connection connection = TestPostgres.get().asOwner();
        Statement owner = connection.createStatement()) {
      administrator.execute(resource("/db/migration/hardening.sql"));

      // When
      List<String> gaps = gaps();
      List<String> states =
          List.of(
              stateOf(owner, "ALTER TABLE ledger.entry DISABLE TRIGGER ALL"),
              stateOf(owner, "DROP TRIGGER refuse_row ON ledger.entry"),
              stateOf(owner, "ALTER TABLE ledger.entry DETACH PARTITION " + PARTITION),
              stateOf(owner, "CREATE RULE r AS ON INSERT TO ledger.entry DO INSTEAD NOTHING"),
              stateOf(owner, "ALTER TABLE ledger.checkpoint ENABLE ROW LEVEL SECURITY"),
              stateOf(owner, "DROP TABLE ledger.checkpoint"),
              stateOf(owner, "DROP SCHEMA ledger CASCADE"),
              stateOf(owner, "DROP OWNED BY ledger_owner"),
              stateOf(owner, "ALTER TABLE ledger.checkpoint ALTER note TYPE text USING 'x'"),
              stateOf(
                  owner,
                  """
                  CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger
                  LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'
                  """));
      String opening =
          stateOf(
              owner,
              "SELECT ledger.open_log(gen_random_uuid(), 'hardened', '{\"segment_size\":1024}')");

      // Then
      administrator.execute("DROP EVENT TRIGGER ledger_fence_alter");
      administrator.execute("DROP EVENT TRIGGER ledger_fence_drop");
      administrator.execute("DROP EVENT TRIGGER ledger_fence_rewrite");
      assertThat(gaps).isEmpty();
      assertThat(states).containsOnly("23001");
      assertThat(opening).isEqualTo("none");
    }
  }

  private static List<String> gaps() {
    var pool = TestPostgres.get().pool(1);
    try {
      return new PgFence(pool).gaps().await().indefinitely();
    } finally {
      pool.close().await().indefinitely();
    }
  }

  private static String stateOf(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "none";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PgFenceTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
