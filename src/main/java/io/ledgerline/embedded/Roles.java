package io.ledgerline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// The two roles and the database of an installation, made by the script that an administrator of
/// an external database runs by hand: `roles.sql` beside the migrations.
///
/// So is the fence of event triggers, which needs a superuser: `hardening.sql`.
///
/// The passwords are random and kept in the key files. The superuser is used only where a role
/// cannot log in: at the first start, and when a key file was lost.
final class Roles {

  private static final String SCRIPT = "/db/migration/roles.sql";
  private static final String OWNER = "ledger_owner";
  private static final String MIGRATOR = "ledger_migrator";
  private static final String APP = "ledger_app";

  private static final int FENCE_TRIGGERS = 3;
  private static final String FENCE =
      "SELECT count(*) FROM pg_event_trigger"
          + " WHERE evtname LIKE 'ledger\\_fence\\_%' AND evtenabled = 'A'";

  /// Wrong password or no such role; no such database.
  private static final Set<String> NOT_YET = Set.of("28P01", "28000", "3D000", "42501");

  private final DatabaseAddress superuser;
  private final KeyFiles keys;

  Roles(DatabaseAddress superuser, KeyFiles keys) {
    this.superuser = superuser;
    this.keys = keys;
  }

  /// The role that becomes the owner of the schema, for migrations.
  DatabaseAddress owner(String database) {
    return as(MIGRATOR, "postgresql-owner", database);
  }

  /// The role that the service works with.
  DatabaseAddress app(String database) {
    return as(APP, "postgresql-app", database);
  }

  /// Makes what is missing.
  ///
  /// @throws CannotStartException if the server refuses
  void ensure(String database) {
    try {
      if (canLogIn(owner(database)) && canLogIn(app(database))) {
        return;
      }
      try (Connection connection = Jdbc.connect(superuser);
          Statement statement = connection.createStatement()) {
        statement.execute(script(SCRIPT));
        for (DatabaseAddress role : new DatabaseAddress[] {owner(database), app(database)}) {
          statement.execute(
              "ALTER ROLE " + role.user() + " LOGIN PASSWORD '" + role.password() + "'");
        }
        if (!exists(statement, database)) {
          statement.execute("CREATE DATABASE " + database + " OWNER " + OWNER);
        }
        statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + MIGRATOR + ", " + APP);
      }
    } catch (SQLException failed) {
      throw new CannotStartException(
          "cannot make the roles of the database: " + failed.getMessage(), failed);
    }
  }

  private DatabaseAddress as(String role, String key, String database) {
    return new DatabaseAddress(
        superuser.host(), superuser.port(), database, "", role, keys.word(key, ""));
  }

  private static boolean canLogIn(DatabaseAddress address) throws SQLException {
    try (Connection connection = Jdbc.connect(address)) {
      return connection.isValid(5);
    } catch (SQLException refused) {
      if (NOT_YET.contains(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  private static boolean exists(Statement statement, String database) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
      return rows.next();
    }
  }

  /// Whether the event triggers of `hardening.sql` stand.
  boolean isFenced(String database) {
    try (Connection connection = Jdbc.connect(app(database));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FENCE)) {
      return row.next() && row.getInt(1) == FENCE_TRIGGERS;
    } catch (SQLException failed) {
      throw new CannotStartException("cannot ask for the fence: " + failed.getMessage(), failed);
    }
  }

  /// Takes the event triggers down, for the time of a migration.
  void lowerFence(String database) {
    asSuperuser(
        database,
        "DROP EVENT TRIGGER IF EXISTS ledger_fence_rewrite;"
            + "DROP EVENT TRIGGER IF EXISTS ledger_fence_drop;"
            + "DROP EVENT TRIGGER IF EXISTS ledger_fence_alter");
  }

  /// Puts the event triggers up.
  void raiseFence(String database) {
    asSuperuser(database, script("/db/migration/hardening.sql"));
  }

  private void asSuperuser(String database, String script) {
    try (Connection connection = Jdbc.connect(superuser.withDatabase(database));
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException failed) {
      throw new CannotStartException("cannot fence the database: " + failed.getMessage(), failed);
    }
  }

  private static String script(String resource) {
    try (InputStream script = Roles.class.getResourceAsStream(resource)) {
      if (script == null) {
        throw new CannotStartException(resource + " is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + resource + ": " + failed, failed);
    }
  }
}
