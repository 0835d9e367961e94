package io.ledgerline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The PostgreSQL of an installation that has no other: real, durable, closed, kept between runs.
///
/// One at a time below a [Home]. Its first start takes about two seconds, most of them to unpack
/// the programs and to make the data directory.
public final class EmbeddedPostgres implements AutoCloseable {

  /// The version of the server.
  public static final String VERSION = Binaries.VERSION.replaceFirst("\\.0$", "");

  private static final String DATABASE = "ledgerline";
  private static final String SUPERUSER_KEY = "postgresql-superuser";

  private final Postmaster postmaster;
  private final Roles roles;

  private EmbeddedPostgres(Postmaster postmaster, Roles roles) {
    this.postmaster = postmaster;
    this.roles = roles;
  }

  /// Starts the server, makes data directory, roles and database the first time, and checks that
  /// what was committed stays.
  ///
  /// @throws CannotStartException if any of that fails, in words for a person
  public static EmbeddedPostgres start(Home home, KeyFiles keys) {
    Platform platform =
        Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Cluster cluster = Cluster.in(home.directory(), platform);
    if (!cluster.isInitialised()) {
      cluster.initialise(keys.word(SUPERUSER_KEY, ""));
    } else if (!keys.has(SUPERUSER_KEY)) {
      throw new CannotStartException(
          cluster.data()
              + " exists, but "
              + keys.path(SUPERUSER_KEY)
              + " is gone: put it back from your backup");
    }
    Postmaster postmaster = Postmaster.start(cluster);
    try {
      DatabaseAddress superuser =
          new DatabaseAddress(
              "127.0.0.1",
              postmaster.port(),
              "postgres",
              "",
              Cluster.SUPERUSER,
              keys.word(SUPERUSER_KEY, ""));
      Roles roles = new Roles(superuser, keys);
      roles.ensure(DATABASE);
      Durability.check(roles.app(DATABASE));
      return new EmbeddedPostgres(postmaster, roles);
    } catch (CannotStartException failed) {
      postmaster.close();
      throw failed;
    }
  }

  /// As the role that becomes the owner of the schema: for migrations.
  public DatabaseAddress owner() {
    return roles.owner(DATABASE);
  }

  /// As the unprivileged role that the service works with.
  public DatabaseAddress app() {
    return roles.app(DATABASE);
  }

  /// Brings the schema up to date; the fence that a superuser alone can make stands afterwards.
  ///
  /// @throws CannotStartException if a migration fails, or the schema is newer than this program
  public void migrate() {
    Schema schema = Schema.of(owner());
    if (schema.pending() > 0) {
      roles.lowerFence(DATABASE);
      schema.migrate();
    }
    if (!roles.isFenced(DATABASE)) {
      roles.raiseFence(DATABASE);
    }
  }

  /// The server's process now: another one after it died and was started again.
  public ProcessHandle process() {
    return postmaster.handle();
  }

  /// The data directory of the server of a home directory, whether it runs or not.
  public static Path dataDirectory(Path home) {
    return home.resolve("pg").resolve("data");
  }

  /// The role that becomes the owner of the schema, of the server that a service runs for a home
  /// directory.
  ///
  /// @throws CannotStartException if it does not run, or its keys cannot be read
  public static DatabaseAddress ownerOfRunning(Path home) {
    Path data = dataDirectory(home);
    if (PostmasterFile.read(data).filter(PostmasterFile::ready).isEmpty()) {
      throw new CannotStartException(
          "no database runs in " + data + ": start the service of this home first");
    }
    KeyFiles keys = new KeyFiles(home.resolve("keys"), new SecureRandom());
    try {
      int port = Integer.parseInt(Files.readString(home.resolve("pg").resolve("port")).strip());
      DatabaseAddress server =
          new DatabaseAddress("127.0.0.1", port, "postgres", "", Cluster.SUPERUSER, "");
      return new Roles(server, keys).owner(DATABASE);
    } catch (IOException | NumberFormatException unreadable) {
      throw new CannotStartException("cannot read the port of " + data, unreadable);
    }
  }

  /// Stops the server.
  @Override
  public void close() {
    postmaster.close();
  }
}
