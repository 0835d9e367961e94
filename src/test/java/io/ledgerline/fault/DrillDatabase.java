package io.ledgerline.fault;

import io.ledgerline.embedded.DatabaseAddress;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.fault.wire.PgProxy;
import io.ledgerline.wiring.ServiceProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A PostgreSQL of this JVM, which a packaged service reaches through a [PgProxy] as an external
/// one.
public final class DrillDatabase implements AutoCloseable {

  private final Home home;
  private final EmbeddedPostgres postgres;
  private final PgProxy proxy;

  private DrillDatabase(Home home, EmbeddedPostgres postgres, PgProxy proxy) {
    this.home = home;
    this.postgres = postgres;
    this.proxy = proxy;
  }

  /// Starts it below a directory, with the schema.
  public static DrillDatabase in(Path directory) {
    Home home = Home.open(directory);
    SharedPrograms.lendTo(directory);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            home, new KeyFiles(home.privateDirectory("keys"), new SecureRandom()));
    postgres.migrate();
    return new DrillDatabase(
        home, postgres, PgProxy.before(postgres.app().host(), postgres.app().port()));
  }

  /// What stands between a service and it.
  public PgProxy proxy() {
    return proxy;
  }

  /// What a service is told to use it, and further variables.
  public Map<String, String> environment(String... more) {
    DatabaseAddress app = postgres.app();
    Map<String, String> environment = new HashMap<>();
    environment.put(ServiceProcess.WAIT_MAX, "PT3S");
    environment.put(
        "LEDGERLINE_DB_URL",
        "postgresql://%s:%s@127.0.0.1:%d/%s"
            .formatted(app.user(), app.password(), proxy.port(), app.database()));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  /// Kills the server and everything that it started.
  public void kill() {
    ProcessHandle server = postgres.process();
    Stream.concat(Stream.of(server), server.descendants().toList().stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /// Entries, distinct positions, the last position and one, identities: four times the same where
  /// nothing is missing and nothing twice.
  public String counts() {
    DatabaseAddress app = postgres.app();
    try (Connection connection =
            DriverManager.getConnection(app.jdbcUrl(), app.user(), app.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT count(*), count(DISTINCT index), max(index) + 1,
                  (SELECT count(DISTINCT key_hash) FROM ledger.identity)
                FROM ledger.entry
                """)) {
      row.next();
      return "%d %d %d %d"
          .formatted(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    proxy.close();
    postgres.close();
    home.close();
  }
}
