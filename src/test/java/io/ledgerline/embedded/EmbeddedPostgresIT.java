package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded server against what an operator, and an accident, do to it.
class EmbeddedPostgresIT {

  @TempDir static Path home;

  @Test
  void keepsWhatWasCommittedFromOneRunToTheNext() throws SQLException {
    // Given
    long marker = System.nanoTime();
    inARun(
        postgres -> execute(superuser(postgres), "CREATE TABLE kept_" + marker + " AS SELECT 7 n"));

    // When
    String kept = askInARun("SELECT n FROM kept_" + marker);

    // Then
    assertThat(kept).isEqualTo("7");
  }

  @Test
  void refusesEveryConnectionWithoutAPassword() {
    inARun(
        postgres -> {
          // Given
          DatabaseAddress app = postgres.app();
          DatabaseAddress bare =
              new DatabaseAddress(app.host(), app.port(), app.database(), "", app.user(), "wrong");

          // When
          Throwable refusal = catchThrowable(() -> Jdbc.connect(bare).close());

          // Then
          assertThat(refusal).hasMessageContaining("password authentication failed");
        });
  }

  @Test
  void saysInOneLineThatARoleMayNotMigrate() {
    inARun(
        postgres -> {
          // When
          Throwable refusal = catchThrowable(() -> Schema.of(postgres.app()).migrate());

          // Then
          assertThat(refusal)
              .hasMessageContaining("the role ledger_app may not do that: ")
              .hasMessageContaining("the role for it is ledger_migrator")
              .message()
              .doesNotContain("\n");
        });
  }

  @Test
  void keepsDataAndKeysFromOtherUsers() {
    inARun(
        postgres -> {
          // When
          List<String> permissions =
              Stream.of(home.resolve("pg/data"), home.resolve("keys"), home.resolve("pg/log"))
                  .map(EmbeddedPostgresIT::permissions)
                  .distinct()
                  .toList();

          // Then
          assertThat(permissions).containsExactly("rwx------");
          assertThat(permissions(home.resolve("keys/postgresql-superuser"))).isEqualTo("rw-------");
        });
  }

  @Test
  void listensOnTheLoopbackAddressAloneAndNeverTrusts() throws IOException {
    inARun(
        postgres -> {
          // When
          String listens = ask(superuser(postgres), "SHOW listen_addresses");
          String sockets = ask(superuser(postgres), "SHOW unix_socket_directories");
          String trusted =
              ask(
                  superuser(postgres),
                  "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'");

          // Then
          assertThat(List.of(listens, sockets, trusted)).containsExactly("127.0.0.1", "", "0");
        });
  }

  @Test
  void startsAServerThatWasKilledAgainOnTheSamePort() throws Exception {
    try (Home held = Home.open(home);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(held, keys(held))) {
      // Given
      execute(superuser(postgres), "CREATE TABLE IF NOT EXISTS survivor AS SELECT 1 n");
      ProcessHandle first = postgres.process();

      // When
      first.destroyForcibly();
      first.onExit().get(1, TimeUnit.MINUTES);

      // Then
      eventually(() -> postgres.process().pid() != first.pid());
      eventually(() -> ask(superuser(postgres), "SELECT n FROM survivor LIMIT 1").equals("1"));
    }
  }

  @Test
  void stopsTheServerThatAKilledServiceLeftBehind() throws Exception {
    // Given
    Home abandoned = Home.open(home);
    EmbeddedPostgres leftover = EmbeddedPostgres.start(abandoned, keys(abandoned));
    execute(superuser(leftover), "CREATE TABLE IF NOT EXISTS left_behind AS SELECT 2 n");
    ProcessHandle server = leftover.process();
    abandoned.close();

    // When
    String kept = askInARun("SELECT n FROM left_behind LIMIT 1");

    // Then
    assertThat(kept).isEqualTo("2");
    assertThat(server.isAlive()).isFalse();
    leftover.close();
  }

  @Test
  void startsWhereTheProcessOfAStaleFileIsSomebodyElse() throws Exception {
    // Given
    inARun(postgres -> assertThat(postgres.process().isAlive()).isTrue());
    Files.writeString(
        home.resolve("pg/data/postmaster.pid"),
        ProcessHandle.current().parent().orElseThrow().pid() + "\n/elsewhere\n");

    // When
    String answer = askInARun("SELECT 3");

    // Then
    assertThat(answer).isEqualTo("3");
  }

  @Test
  void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
    // Given
    inARun(postgres -> assertThat(postgres.app().port()).isPositive());
    int remembered = Integer.parseInt(Files.readString(home.resolve("pg/port")).strip());

    // When
    String port;
    try (ServerSocket taken = new ServerSocket(remembered, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      port = askInARun("SHOW port");
    }

    // Then
    assertThat(port).isNotEqualTo(Integer.toString(remembered));
    assertThat(Files.readString(home.resolve("pg/port")).strip()).isEqualTo(port);
  }

  @Test
  void makesNewPasswordsWhenTheirFilesAreLost() throws Exception {
    // Given
    inARun(postgres -> assertThat(postgres.process().isAlive()).isTrue());
    Files.delete(home.resolve("keys/postgresql-app"));

    // When
    String answer = askInARun("SELECT 4");

    // Then
    assertThat(answer).isEqualTo("4");
  }

  @Test
  void refusesASecondServiceOnTheSameHome() {
    try (Home held = Home.open(home)) {
      // When
      Throwable refusal = catchThrowable(() -> Home.open(held.directory()));

      // Then
      assertThat(refusal)
          .isInstanceOf(CannotStartException.class)
          .hasMessageStartingWith("another ledgerline uses " + held.directory())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  private interface Use {
    void with(EmbeddedPostgres postgres);
  }

  private static void inARun(Use use) {
    try (Home held = Home.open(home);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(held, keys(held))) {
      use.with(postgres);
    }
  }

  private static String askInARun(String query) {
    try (Home held = Home.open(home);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(held, keys(held))) {
      return ask(superuser(postgres), query);
    }
  }

  private static KeyFiles keys(Home held) {
    return new KeyFiles(held.privateDirectory("keys"), new SecureRandom());
  }

  private static DatabaseAddress superuser(EmbeddedPostgres postgres) {
    KeyFiles keys = new KeyFiles(home.resolve("keys"), new SecureRandom());
    return new DatabaseAddress(
        "127.0.0.1",
        postgres.app().port(),
        "postgres",
        "",
        Cluster.SUPERUSER,
        keys.word("postgresql-superuser", ""));
  }

  private static void execute(DatabaseAddress address, String sql) {
    try (Connection connection = Jdbc.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private static String ask(DatabaseAddress address, String query) {
    try (Connection connection = Jdbc.connect(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void eventually(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean holds(java.util.function.BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
