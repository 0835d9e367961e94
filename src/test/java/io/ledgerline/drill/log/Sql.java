package io.ledgerline.drill.log;

import io.ledgerline.entry.LogId;
import io.ledgerline.pg.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements that somebody runs against a log.
///
/// `{log}` is its id, `{entry0}` and `{unit0}` are its partitions of the first segment, `{entry1}`
/// and `{unit1}` of the second. A superuser runs with the fence lifted, and puts it back.
public final class Sql {

  private static final String ALWAYS =
      """
      SELECT t.tgrelid::regclass::text, t.tgname FROM pg_trigger t
      WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND t.tgrelid IN (
        'ledger.head'::regclass, 'ledger.checkpoint'::regclass, 'ledger.cosignature'::regclass,
        'ledger.key_rotation'::regclass, 'ledger.segment'::regclass, 'ledger.hold'::regclass,
        'ledger.erased_unit'::regclass, 'ledger.identity'::regclass, 'ledger.batch'::regclass,
        '{entry0}'::regclass, '{unit0}'::regclass, '{entry1}'::regclass, '{unit1}'::regclass)
      """;

  private Sql() {}

  /// Runs as the role of the service, in one transaction.
  ///
  /// @return why PostgreSQL refused, if it did
  public static Optional<String> asService(DrilledLog log, String... statements) {
    return refusal(() -> TestPostgres.get().asApp(), log, statements);
  }

  /// Runs as the owner of the tables, in one transaction.
  ///
  /// @return why PostgreSQL refused, if it did
  public static Optional<String> asOwner(DrilledLog log, String... statements) {
    return refusal(() -> TestPostgres.get().asOwner(), log, statements);
  }

  /// What was refused, all of it.
  ///
  /// @return why the first was
  public static Optional<String> eachRefused(List<Optional<String>> refusals) {
    if (refusals.stream().anyMatch(Optional::isEmpty)) {
      throw new AssertionError("not all were refused: " + refusals);
    }
    return refusals.getFirst();
  }

  /// Runs as a superuser, without the fence.
  public static Optional<String> asSuperuser(DrilledLog log, String... statements) {
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      List<String[]> fence = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(filled(log.log(), ALWAYS))) {
        while (found.next()) {
          fence.add(new String[] {found.getString(1), found.getString(2)});
        }
      }
      for (String[] trigger : fence) {
        statement.execute("ALTER TABLE %s DISABLE TRIGGER %s".formatted(trigger[0], trigger[1]));
      }
      statement.execute(filled(log.log(), String.join(";\n", statements)));
      for (String[] trigger : fence) {
        statement.execute(
            "ALTER TABLE %s ENABLE ALWAYS TRIGGER %s".formatted(trigger[0], trigger[1]));
      }
      connection.commit();
      return Optional.empty();
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  /// Runs as a superuser, as it stands.
  public static void plain(DrilledLog log, String... statements) {
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(filled(log.log(), sql));
      }
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  /// The one value that a query answers.
  public static String value(DrilledLog log, String query) {
    try (Connection connection = TestPostgres.get().asSuperuser();
        PreparedStatement statement = connection.prepareStatement(filled(log.log(), query));
        ResultSet found = statement.executeQuery()) {
      found.next();
      return found.getString(1);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  @FunctionalInterface
  private interface Login {

    Connection connect() throws SQLException;
  }

  private static Optional<String> refusal(Login login, DrilledLog log, String... statements) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(filled(log.log(), sql));
      }
      connection.commit();
      return Optional.empty();
    } catch (SQLException refused) {
      return Optional.of(String.valueOf(refused.getMessage()).replaceFirst("^ERROR: ", ""));
    }
  }

  private static String filled(LogId log, String sql) {
    String hex = log.toString().replace("-", "");
    return sql.replace("{log}", log.toString())
        .replace("{entry0}", "ledger.entry_" + hex + "_0")
        .replace("{entry1}", "ledger.entry_" + hex + "_1")
        .replace("{unit0}", "ledger.unit_" + hex + "_0")
        .replace("{unit1}", "ledger.unit_" + hex + "_1");
  }
}
