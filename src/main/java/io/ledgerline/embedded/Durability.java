package io.ledgerline.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether a server keeps what it acknowledges, asked of the server itself.
public final class Durability {

  /// Setting to the values that keep a commit.
  private static final Map<String, List<String>> NEEDED =
      new TreeMap<>(
          Map.of(
              "fsync", List.of("on"),
              "full_page_writes", List.of("on"),
              "synchronous_commit", List.of("on", "local", "remote_write", "remote_apply"),
              "password_encryption", List.of("scram-sha-256")));

  private Durability() {}

  /// Asks as the role that the service works with, because a role can carry settings of its own.
  ///
  /// @throws CannotStartException if a setting loses commits or passwords; all of them are named
  public static void check(DatabaseAddress app) {
    List<String> gaps = new ArrayList<>();
    try (Connection connection = Jdbc.connect(app);
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, List<String>> setting : NEEDED.entrySet()) {
        try (ResultSet row = statement.executeQuery("SHOW " + setting.getKey())) {
          String value = row.next() ? row.getString(1) : "";
          if (!setting.getValue().contains(value)) {
            gaps.add(setting.getKey() + " is " + value + ", not " + setting.getValue().getFirst());
          }
        }
      }
    } catch (SQLException failed) {
      throw new CannotStartException(
          "cannot use the database " + app + ": " + Jdbc.words(app, failed), failed);
    }
    if (!gaps.isEmpty()) {
      throw new CannotStartException(
          "the database " + app + " would lose what it acknowledged: " + String.join("; ", gaps));
    }
  }
}
