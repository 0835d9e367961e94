package io.ledgerline.wiring;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.DatabaseAddress;
import io.ledgerline.embedded.Durability;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.embedded.Schema;
import io.ledgerline.wiring.keys.DataKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is there before the service and goes after it: the home directory, its keys, the database.
final class Installation implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Installation.class);

  /// What the parts of the service make below the home directory, closed to others beforehand.
  private static final List<String> PRIVATE =
      List.of("graph", "documents", "tiles", DataKeyFiles.DIRECTORY);

  private static final String URL = "LEDGERLINE_DB_URL";
  private static final String OWNER_URL = "LEDGERLINE_DB_OWNER_URL";

  private final Home home;
  private final DatabaseAddress database;
  private final @Nullable EmbeddedPostgres postgres;

  private Installation(Home home, DatabaseAddress database, @Nullable EmbeddedPostgres postgres) {
    this.home = home;
    this.database = database;
    this.postgres = postgres;
  }

  /// Takes hold of the home directory, makes what is missing in it, and starts the database, or
  /// checks the one that is configured; the schema is up to date afterwards.
  ///
  /// @throws CannotStartException if any of that fails; nothing is left running
  static Installation start(LedgerlineConfig config) {
    Home home = Home.open(config.home());
    try {
      KeyFiles keys = new KeyFiles(home.privateDirectory(Keys.DIRECTORY), new SecureRandom());
      PRIVATE.forEach(home::privateDirectory);
      boolean first = !keys.has("admin.key");
      new Keys(keys).make();
      Installation installation =
          config.db().url().isPresent() ? external(home, config.db()) : embedded(home, keys);
      if (first) {
        LOG.infof("first start: the API key that writes is in %s", new Keys(keys).adminKeyPath());
      }
      return installation;
    } catch (CannotStartException failed) {
      home.close();
      throw failed;
    }
  }

  /// Whether a first start made an installation of this home: its keys, and its database, if that
  /// is to be there too.
  static boolean isBegun(LedgerlineConfig config) {
    return Files.exists(config.home().resolve(Keys.DIRECTORY).resolve("log.seed"))
        && (config.db().url().isPresent()
            || Files.exists(EmbeddedPostgres.dataDirectory(config.home())));
  }

  /// Applies the migrations of an external database, and nothing else.
  ///
  /// @return how many
  /// @throws CannotStartException if no owner's URL is configured, or one fails
  static int migrate(LedgerlineConfig config) {
    String owner =
        config
            .db()
            .ownerUrl()
            .orElseThrow(
                () ->
                    new CannotStartException(
                        "migrate needs "
                            + OWNER_URL
                            + "; the embedded database is migrated at every start"));
    return Schema.of(DatabaseAddress.parse(OWNER_URL, owner)).migrate();
  }

  /// Who takes segments out of the database.
  ///
  /// @throws CannotStartException if no owner's URL is configured for an external database, or the
  ///   embedded one does not run
  static Schema owner(LedgerlineConfig config) {
    if (config.db().url().isEmpty() && config.db().ownerUrl().isEmpty()) {
      return Schema.of(EmbeddedPostgres.ownerOfRunning(config.home()));
    }
    String owner =
        config
            .db()
            .ownerUrl()
            .orElseThrow(() -> new CannotStartException("detach run needs " + OWNER_URL));
    return Schema.of(DatabaseAddress.parse(OWNER_URL, owner));
  }

  /// Tells Quarkus where the database is, and as whom to enter it: as the unprivileged role.
  ///
  /// By system properties, because Quarkus' build would load a source of configuration into Maven's
  /// own JVM, which may be older than the classes are.
  void announce() {
    System.setProperty("quarkus.datasource.reactive.url", database.url());
    System.setProperty("quarkus.datasource.username", database.user());
    System.setProperty("quarkus.datasource.password", database.password());
  }

  /// The home directory.
  Path home() {
    return home.directory();
  }

  /// The database in words: what it is and where its files are.
  String describe() {
    return postgres == null
        ? "PostgreSQL at " + database
        : "PostgreSQL "
            + EmbeddedPostgres.VERSION
            + " on port "
            + database.port()
            + ", its files in "
            + EmbeddedPostgres.dataDirectory(home.directory());
  }

  /// Stops the database, if it is ours, and lets go of the home directory.
  @Override
  public void close() {
    if (postgres != null) {
      postgres.close();
    }
    home.close();
  }

  private static Installation embedded(Home home, KeyFiles keys) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home, keys);
    try {
      postgres.migrate();
      return new Installation(home, postgres.app(), postgres);
    } catch (CannotStartException failed) {
      postgres.close();
      throw failed;
    }
  }

  private static Installation external(Home home, LedgerlineConfig.Db db) {
    DatabaseAddress app = DatabaseAddress.parse(URL, db.url().orElseThrow());
    Optional<DatabaseAddress> owner =
        db.ownerUrl().map(url -> DatabaseAddress.parse(OWNER_URL, url));
    owner.ifPresent(address -> Schema.of(address).migrate());
    Durability.check(app);
    return new Installation(home, app, null);
  }
}
