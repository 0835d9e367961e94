package io.ledgerline.drill.log;

import io.ledgerline.anchor.AnchorFaults;
import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.anchor.AnchorSettings;
import io.ledgerline.anchor.LogAnchors;
import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.witness.TestWitness;
import io.ledgerline.anchor.witness.WitnessAnchors;
import io.ledgerline.anchor.witness.WitnessSettings;
import io.ledgerline.anchor.witness.WitnessedPublication;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.Anchors;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.ledger.publication.AtOnce;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.ledger.tile.TileFiles;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.policy.Policy;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.rotation.PgRotationStore;
import io.ledgerline.pg.witness.PgCosignatureStore;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.rotation.Rotator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A log of its own that is attacked: in a real PostgreSQL, with tiles and anchors on the disk and
/// a witness, put together as the service puts it together.
public final class DrilledLog implements AutoCloseable {

  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final Executor DISK = Executors.newVirtualThreadPerTaskExecutor();
  private static final Duration EVER = Duration.ofDays(1);

  private final Given given;
  private final Path home;
  private final Genesis genesis;
  private final TileFiles tiles;
  private final TestWitness witness;
  private final AnchorFaults faults = new AnchorFaults();
  private final List<Runnable> repairs = new ArrayList<>();
  private Ledger ledger;
  private Kept kept;
  private Backup backup;
  private Backup backupAtAnchor;

  private DrilledLog(Given given, Path home, long number) {
    this.given = given;
    this.home = home;
    Genesis base = TestLedgers.genesis();
    this.genesis =
        new Genesis(
            new LogId(new UUID(0xd811L, number)),
            base.origin(),
            base.baseIri(),
            "drill-" + number,
            base.key(),
            Recipe.SEGMENT_SIZE);
    this.witness = new TestWitness("one", 21, Recipe.firstKey().verifierKey());
    try {
      this.tiles = TileFiles.in(home.resolve("tiles"), DISK, () -> TestLedgers.NOW);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    this.ledger = open(1);
    Recipe recipe = new Recipe(ledger, new BesideRows(this, ledger), "content " + Recipe.FORGED);
    recipe.growToYesterday();
    this.backup = Backup.of(log());
    recipe.growTo(Recipe.ANCHORED);
    this.backupAtAnchor = Backup.of(log());
    if (given.isAnchored()) {
      keepAnchor(ledger);
    }
    recipe.growTo(Recipe.TODAY);
    this.kept = Kept.of(ledger);
  }

  /// A log that has grown by the [Recipe] and that nobody touched.
  ///
  /// @param home an empty directory
  /// @param number another one for each log
  public static DrilledLog grown(Given given, Path home, long number) {
    return new DrilledLog(given, home, number);
  }

  /// Opens the log as the service does when it starts.
  ///
  /// @param seed another one for each time
  public Ledger open(long seed) {
    return open(seed, true);
  }

  /// Opens the log as somebody does who has the keys and asks nobody.
  public Ledger openUnguarded() {
    return open(9, false);
  }

  private Ledger open(long seed, boolean isGuarded) {
    Ledger.Setup base = TestLedgers.setup(entries(), checkpoints(), seed);
    LogKeys keys = keys(Rotator.history(rotations(), genesis).await().indefinitely());
    return Ledger.open(
            genesis,
            new Ledger.Setup(
                entries(),
                checkpoints(),
                tiles,
                keys,
                base.settings(),
                base.clock(),
                base.random(),
                base.executor(),
                isGuarded ? guard(keys) : RollbackGuard.none(),
                isGuarded ? publication() : new AtOnce()))
        .await()
        .indefinitely();
  }

  /// Keys of the log, which signs with both.
  public static LogKeys keys(KeyHistory history) {
    return new LogKeys(List.of(Recipe.firstKey(), Recipe.secondKey()), history);
  }

  /// Keeps what a ledger signed last as an anchor.
  public void keepAnchor(Ledger signing) {
    new AnchorKeeper(
            signing,
            note -> note.withSignaturesOf(signing.keys().trusted()),
            anchorSettings(),
            Optional.empty(),
            faults,
            Executors.newSingleThreadScheduledExecutor())
        .close();
  }

  private RollbackGuard guard(LogKeys keys) {
    Anchors anchors = Anchors.NONE;
    if (given.isAnchored()) {
      anchors =
          new LogAnchors(
              new LogAnchors.Owner(
                  genesis.origin(), keys::trusted, origin -> Recipe.firstKey().verifierKey()),
              anchorSettings(),
              Optional.empty(),
              faults,
              DISK);
    }
    if (given.isWitnessed()) {
      anchors =
          anchors.and(
              new WitnessAnchors(
                  genesis.origin(), keys::trusted, policy(), TestWitness.of(witness)));
    }
    return new RollbackGuard(anchors, () -> TestLedgers.NOW, Duration.ZERO);
  }

  private Publication publication() {
    return given.isWitnessed()
        ? new WitnessedPublication(
            new WitnessedPublication.Setup(
                log(),
                policy(),
                new PgCosignatureStore(POSTGRES.pool()),
                checkpoints(),
                TestWitness.of(witness),
                WitnessSettings.DEFAULTS,
                () -> TestLedgers.NOW))
        : new AtOnce();
  }

  private Policy policy() {
    return Policy.parse((witness.line() + "quorum one\n").getBytes(StandardCharsets.UTF_8));
  }

  private AnchorSettings anchorSettings() {
    return new AnchorSettings(
        List.of(home.resolve("anchors")), home.resolve("anchored"), EVER, EVER, EVER);
  }

  public Given given() {
    return given;
  }

  public Genesis genesis() {
    return genesis;
  }

  public LogId log() {
    return genesis.log();
  }

  public EntryStore entries() {
    return POSTGRES.entries();
  }

  public CheckpointStore checkpoints() {
    return POSTGRES.checkpoints();
  }

  public RotationStore rotations() {
    return new PgRotationStore(POSTGRES.pool());
  }

  /// Its tiles, as they are on the disk.
  public TileFiles tiles() {
    return tiles;
  }

  /// The directory of its tiles.
  public Path tileDirectory() {
    return home.resolve("tiles").resolve(log().toString());
  }

  /// Deletes all of them.
  public void deleteTiles() {
    try (Stream<Path> found = Files.walk(tileDirectory())) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The file of the newest anchor.
  public Path anchorFile() {
    try {
      return new AnchorDirectory(home.resolve("anchors"), genesis.origin())
          .newest()
          .getFirst()
          .path();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public TestWitness witness() {
    return witness;
  }

  public AnchorFaults faults() {
    return faults;
  }

  /// The ledger that ran before the attack.
  public Ledger ledger() {
    return ledger;
  }

  /// What strangers kept from before the attack.
  public Kept kept() {
    return kept;
  }

  /// The database as it was yesterday.
  public Backup backup() {
    return backup;
  }

  /// The database as it was when the newest anchor was kept.
  public Backup backupAtAnchor() {
    return backupAtAnchor;
  }

  /// Those whose signatures count, for a stranger who knows the first key.
  public List<VerifierKey> trusted() {
    return List.of(Recipe.firstKey().verifierKey(), Recipe.secondKey().verifierKey());
  }

  /// What has to be put right again for the logs after this one.
  public void atEnd(Runnable repair) {
    repairs.add(repair);
  }

  @Override
  public void close() {
    repairs.forEach(Runnable::run);
    ledger.close();
  }
}
