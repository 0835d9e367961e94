package io.ledgerline.pg;

import io.ledgerline.entry.LogId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Changes to stored units, as only a superuser can make them; the fence stands afterwards.
final class UnitTampering {

  private UnitTampering() {}

  /// Runs statements on the first segment of a log.
  ///
  /// @param sql `%1$s` is the table with the log's units
  static void run(LogId log, String... sql) throws SQLException {
    String table = "ledger.unit_%s_0".formatted(log.toString().replace("-", ""));
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER ALL");
      for (String one : sql) {
        statement.execute(one.formatted(table));
      }
      statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER ALL");
      statement.execute("ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER refuse_row");
      statement.execute("ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER refuse_statement");
    }
  }
}
