package io.ledgerline.wiring;

import io.ledgerline.anchor.witness.CosignatureStore;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.LedgerSettings;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.ops.MeteredEntryStore;
import io.ledgerline.pg.IdentityKey;
import io.ledgerline.pg.PgCheckpointStore;
import io.ledgerline.pg.PgEntryStore;
import io.ledgerline.pg.PgQuarantine;
import io.ledgerline.pg.Sessions;
import io.ledgerline.pg.rotation.PgRotationStore;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.rotation.Rotator;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.wiring.anchor.Anchoring;
import io.ledgerline.wiring.config.SegmentConfig;
import io.ledgerline.wiring.database.AnsweringPool;
import io.ledgerline.wiring.keys.DataKeyFiles;
import io.ledgerline.wiring.keys.LogSeeds;
import io.ledgerline.wiring.keys.Readability;
import io.ledgerline.wiring.segment.Importing;
import io.ledgerline.wiring.witness.WatchConfig;
import io.ledgerline.wiring.witness.Witnessing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// The ledger over PostgreSQL.
final class LedgerBeans {

  private static final Logger LOG = Logger.getLogger(LedgerBeans.class);
  private static final Duration OPEN_MAX = Duration.ofSeconds(30);
  private static final int THREADS = 2;
  private static final String NO_PERMISSION = "42501";

  LedgerBeans() {}

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  LedgerlineConfig config() {
    return ConfigReader.read(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
  }

  @Produces
  @Singleton
  Keys keys(LedgerlineConfig config) {
    Keys keys = Keys.in(config.home());
    keys.make();
    return keys;
  }

  @Produces
  @Singleton
  PgPoolCreator pools(LedgerlineConfig config) {
    return new AnsweringPool(config.db().silenceMax());
  }

  @Produces
  @Singleton
  Sessions sessions(Mutiny.SessionFactory factory, Vertx vertx) {
    return new Sessions(factory, vertx);
  }

  @Produces
  @Singleton
  DataKeys dataKeys(LedgerlineConfig config, Keys keys, InstantSource clock, SecureRandom random) {
    return DataKeyFiles.open(config.home(), config.dataKeys(), keys.files(), clock, random);
  }

  @Produces
  @Singleton
  IdentityKey identityKey(Keys keys) {
    return new IdentityKey(keys.identityKey());
  }

  @Produces
  @Singleton
  EntryStore entries(
      Pool pool, Sessions sessions, IdentityKey key, PayloadCipher cipher, MeterRegistry registry) {
    return new MeteredEntryStore(new PgEntryStore(pool, sessions, key, cipher), registry);
  }

  @Produces
  @Singleton
  CheckpointStore checkpoints(Sessions sessions) {
    return new PgCheckpointStore(sessions);
  }

  @Produces
  @Singleton
  Quarantine quarantine(
      LedgerlineConfig config,
      Sessions sessions,
      Pool pool,
      Ledger ledger,
      PayloadCipher cipher,
      SecureRandom random) {
    return new PgQuarantine(
        sessions,
        pool,
        ledger.genesis().log(),
        cipher,
        config.retention().refusedBytesMax(),
        random);
  }

  @Produces
  @Singleton
  Anchoring anchoring(LedgerlineConfig config, InstantSource clock, SecureRandom random) {
    return new Anchoring(config.anchor(), config.home(), clock, random);
  }

  @Produces
  @Singleton
  LogSeeds seeds(LedgerlineConfig config, Keys keys) {
    return LogSeeds.of(config.keys(), keys.files());
  }

  @Produces
  @Singleton
  Witnessing witnessing(
      LedgerlineConfig config,
      CosignatureStore cosignatures,
      CheckpointStore checkpoints,
      InstantSource clock) {
    return new Witnessing(config.witness(), cosignatures, checkpoints, clock);
  }

  @Produces
  @Singleton
  RotationStore rotations(Pool pool) {
    return new PgRotationStore(pool);
  }

  @Produces
  @Singleton
  WatchConfig watch(LedgerlineConfig config) {
    return config.watch();
  }

  @Produces
  @Singleton
  SegmentConfig segmentConfig(LedgerlineConfig config) {
    return config.segment();
  }

  @Produces
  @Singleton
  KeyFiles keyFiles(Keys keys) {
    return keys.files();
  }

  /// Opens the log, or begins it.
  @Produces
  @Singleton
  Ledger ledger(
      LedgerlineConfig config,
      LogSeeds seeds,
      EntryStore entries,
      CheckpointStore checkpoints,
      RotationStore rotations,
      TileStore tiles,
      Anchoring anchoring,
      Witnessing witnessing,
      Importing before,
      InstantSource clock,
      SecureRandom random) {
    LogIdentity identity =
        new LogIdentity(config.log().origin(), config.log().baseIri(), config.log().segmentSize());
    try {
      Genesis genesis = entries.open(identity.propose(seeds::key, random)).await().atMost(OPEN_MAX);
      identity.check(genesis);
      LogKeys logKeys =
          new LogKeys(
              seeds.all(genesis.origin()),
              Rotator.history(rotations, genesis).await().atMost(OPEN_MAX));
      Ledger ledger =
          Ledger.open(
                  genesis,
                  new Ledger.Setup(
                      entries,
                      checkpoints,
                      tiles,
                      logKeys,
                      settings(config.ledger()),
                      clock,
                      random,
                      executor(),
                      anchoring.guard(
                          genesis,
                          logKeys,
                          seeds::key,
                          witnessing.anchors(genesis.origin(), logKeys::trusted)),
                      witnessing.publication(genesis.log())))
              .await()
              .atMost(OPEN_MAX);
      Readability.require(entries, ledger);
      ledger
          .haltReason()
          .ifPresentOrElse(
              reason -> LOG.errorf("nothing is written to the ledger: %s", reason),
              () -> seeds.publish(logKeys.history()));
      LOG.infof("log %s, origin %s, %d entries", genesis.log(), genesis.origin(), ledger.size());
      return ledger;
    } catch (PgException refused) {
      throw unusable(refused);
    } catch (CorruptEntryException | MalformedNoteException | UntrustedNoteException impossible) {
      throw new CannotStartException(
          "the ledger in the database cannot be continued: " + impossible.getMessage(), impossible);
    }
  }

  private static CannotStartException unusable(PgException refused) {
    String words = " (" + refused.getErrorMessage() + ")";
    return new CannotStartException(
        NO_PERMISSION.equals(refused.getSqlState())
            ? "the role in LEDGERLINE_DB_URL is not the service's, which is ledger_app" + words
            : "the schema of the database is not what this program needs"
                + words
                + ": run ./ledgerline migrate with LEDGERLINE_DB_OWNER_URL",
        refused);
  }

  private static ScheduledExecutorService executor() {
    return Executors.newScheduledThreadPool(
        THREADS, Thread.ofPlatform().daemon().name("ledger-", 1).factory());
  }

  private static LedgerSettings settings(LedgerlineConfig.Ledger config) {
    return new LedgerSettings(
        config.queueEntriesMax(),
        config.queueBytesMax(),
        config.batchEntriesMax(),
        config.batchBytesMax(),
        config.waitMax(),
        config.retryAfter(),
        config.retryDelay(),
        config.storeTimeout(),
        config.checkpointInterval(),
        config.pageBytesMax());
  }
}
