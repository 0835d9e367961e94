package io.ledgerline.pg;

import io.ledgerline.embedded.DatabaseAddress;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.embedded.Schema;
import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.TestDataKeys;
import io.ledgerline.wiring.database.AnsweringPool;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.hibernate.engine.jdbc.spi.SqlStatementLogger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.pool.ReactiveConnectionPool;
import org.hibernate.reactive.pool.impl.ExternalSqlClientPool;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.hibernate.reactive.vertx.impl.ProvidedVertxInstance;

/// One embedded PostgreSQL for all tests of a JVM, as the service starts it, with the migrations
/// applied; and everything over it that the service makes of it, without Quarkus.
public final class TestPostgres {

  private static final TestPostgres INSTANCE = new TestPostgres();

  private final EmbeddedPostgres postgres;
  private final DatabaseAddress superuser;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final Sessions sessions;
  private final DataKeys dataKeys;

  private TestPostgres() {
    Home home;
    try {
      Path directory = Files.createTempDirectory("ledgerline-pg-test");
      home = Home.open(directory);
      KeyFiles keys = new KeyFiles(home.privateDirectory("keys"), new SecureRandom());
      SharedPrograms.lendTo(directory);
      this.postgres = EmbeddedPostgres.start(home, keys);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(directory)));
      DatabaseAddress app = postgres.app();
      this.superuser =
          new DatabaseAddress(
              app.host(),
              app.port(),
              app.database(),
              "",
              "ledgerline_superuser",
              keys.word("postgresql-superuser", ""));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Schema.of(postgres.owner()).migrate();
    this.pool = pool(16);
    this.sessions = new Sessions(sessionFactory(services -> {}), vertx);
    this.dataKeys = TestDataKeys.in(home.directory().resolve("datakeys"));
  }

  /// Nothing is left behind: a JVM's database takes a hundred megabytes and more.
  private void end(Path directory) {
    postgres.close();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The server, started by whoever asks first.
  public static TestPostgres get() {
    return INSTANCE;
  }

  /// The pool of `ledger_app`.
  public Pool pool() {
    return pool;
  }

  /// Another pool of `ledger_app`.
  public Pool pool(int connections) {
    return new Pool(
        PgBuilder.pool()
            .connectingTo(options())
            .with(new PoolOptions().setMaxSize(connections))
            .using(vertx)
            .build());
  }

  /// A pool of `ledger_app`, as the service makes it, that reaches the server by another way.
  public Pool pool(int connections, int port, Duration silenceMax) {
    PgConnectOptions options = options().setPort(port);
    return new Pool(
        new AnsweringPool(silenceMax)
            .create(
                new PgPoolCreator.Input() {
                  @Override
                  public Vertx vertx() {
                    return vertx;
                  }

                  @Override
                  public PoolOptions poolOptions() {
                    return new PoolOptions().setMaxSize(connections);
                  }

                  @Override
                  public List<PgConnectOptions> pgConnectOptionsList() {
                    return List.of(options);
                  }
                }));
  }

  /// Hibernate Reactive over a pool, as Quarkus has it.
  public Sessions sessions(Pool shared) {
    return new Sessions(
        sessionFactory(
            services ->
                services.addService(
                    ReactiveConnectionPool.class,
                    new ExternalSqlClientPool(
                        shared.getDelegate(),
                        new SqlStatementLogger(),
                        new SqlExceptionHelper(false)))),
        vertx);
  }

  /// Where the server listens, on the loopback address.
  public int port() {
    return postgres.app().port();
  }

  /// Hibernate Reactive of `ledger_app`.
  public Sessions sessions() {
    return sessions;
  }

  /// The store under a key of 32 times 0x02.
  public EntryStore entries() {
    return new PgEntryStore(pool, sessions, identityKey(), cipher());
  }

  /// Encrypts under the data keys of this JVM.
  public PayloadCipher cipher() {
    return new PayloadCipher(dataKeys);
  }

  /// The store of checkpoints.
  public CheckpointStore checkpoints() {
    return new PgCheckpointStore(sessions);
  }

  /// 32 times 0x02.
  public static IdentityKey identityKey() {
    byte[] bytes = new byte[IdentityKey.SIZE_BYTES];
    Arrays.fill(bytes, (byte) 2);
    return new IdentityKey(bytes);
  }

  /// Where whoever may become `ledger_owner` enters.
  public DatabaseAddress ownerAddress() {
    return postgres.owner();
  }

  /// A JDBC connection of `ledger_app`.
  public Connection asApp() throws SQLException {
    return connect(postgres.app());
  }

  /// A JDBC connection that became `ledger_owner`.
  public Connection asOwner() throws SQLException {
    Connection connection = connect(postgres.owner());
    try (var statement = connection.createStatement()) {
      statement.execute("SET ROLE ledger_owner");
    }
    return connection;
  }

  /// A JDBC connection of the superuser.
  public Connection asSuperuser() throws SQLException {
    return connect(superuser);
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  private PgConnectOptions options() {
    DatabaseAddress app = postgres.app();
    return new PgConnectOptions()
        .setHost(app.host())
        .setPort(app.port())
        .setDatabase(app.database())
        .setUser(app.user())
        .setPassword(app.password())
        .setCachePreparedStatements(true);
  }

  private Mutiny.SessionFactory sessionFactory(Consumer<StandardServiceRegistryBuilder> more) {
    DatabaseAddress app = postgres.app();
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(CheckpointRecord.class)
            .addAnnotatedClass(RefusalRecord.class)
            .setProperty("jakarta.persistence.jdbc.url", app.url())
            .setProperty("jakarta.persistence.jdbc.user", app.user())
            .setProperty("jakarta.persistence.jdbc.password", app.password());
    StandardServiceRegistryBuilder services =
        new ReactiveServiceRegistryBuilder()
            .applySettings(configuration.getProperties())
            .addService(VertxInstance.class, new ProvidedVertxInstance(vertx));
    more.accept(services);
    return configuration.buildSessionFactory(services.build()).unwrap(Mutiny.SessionFactory.class);
  }
}
