package io.ledgerline.drill;

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
import io.ledgerline.pg.segment.PgSegmentStore;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.pg.witness.PgCosignatureStore;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.rotation.Rotator;
import io.ledgerline.segment.Segment;
import io.ledgerline.vault.hold.Hold;
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
final class DrilledLog implements AutoCloseable, Recipe.Beside {

  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final Executor DISK = Executors.newVirtualThreadPerTaskExecutor();
  private static final Duration EVER = Duration.ofDays(1);

  private final Drill.Given given;
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

  private DrilledLog(Drill.Given given, Path home, long number) {
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
    Recipe recipe = new Recipe(ledger, this, "content " + Recipe.FORGED);
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
  static DrilledLog grown(Drill.Given given, Path home, long number) {
    return new DrilledLog(given, home, number);
  }

  /// Opens the log as the service does when it starts.
  ///
  /// @param seed another one for each time
  Ledger open(long seed) {
    return open(seed, true);
  }

  /// Opens the log as somebody does who has the keys and asks nobody.
  Ledger openUnguarded() {
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
  static LogKeys keys(KeyHistory history) {
    return new LogKeys(List.of(Recipe.firstKey(), Recipe.secondKey()), history);
  }

  /// Keeps what a ledger signed last as an anchor.
  void keepAnchor(Ledger signing) {
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

  Drill.Given given() {
    return given;
  }

  Genesis genesis() {
    return genesis;
  }

  LogId log() {
    return genesis.log();
  }

  EntryStore entries() {
    return POSTGRES.entries();
  }

  CheckpointStore checkpoints() {
    return POSTGRES.checkpoints();
  }

  RotationStore rotations() {
    return new PgRotationStore(POSTGRES.pool());
  }

  /// Its tiles, as they are on the disk.
  TileFiles tiles() {
    return tiles;
  }

  /// The directory of its tiles.
  Path tileDirectory() {
    return home.resolve("tiles").resolve(log().toString());
  }

  /// Deletes all of them.
  void deleteTiles() {
    try (Stream<Path> found = Files.walk(tileDirectory())) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The file of the newest anchor.
  Path anchorFile() {
    try {
      return new AnchorDirectory(home.resolve("anchors"), genesis.origin())
          .newest()
          .getFirst()
          .path();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestWitness witness() {
    return witness;
  }

  AnchorFaults faults() {
    return faults;
  }

  /// The ledger that ran before the attack.
  Ledger ledger() {
    return ledger;
  }

  /// What strangers kept from before the attack.
  Kept kept() {
    return kept;
  }

  /// The database as it was yesterday.
  Backup backup() {
    return backup;
  }

  /// The database as it was when the newest anchor was kept.
  Backup backupAtAnchor() {
    return backupAtAnchor;
  }

  /// Those whose signatures count, for a stranger who knows the first key.
  List<VerifierKey> trusted() {
    return List.of(Recipe.firstKey().verifierKey(), Recipe.secondKey().verifierKey());
  }

  @Override
  public void rotation(KeyHistory.Step step) {
    rotations()
        .keep(log(), new RotationStore.Kept(step.index(), step.rotation().note()))
        .await()
        .indefinitely();
  }

  @Override
  public void hold(Hold hold) {
    PgHoldStore store = new PgHoldStore(POSTGRES.pool());
    store.keep(log(), hold).await().indefinitely();
    store.placed(log(), hold.id(), hold.placedBy().orElseThrow()).await().indefinitely();
    hold.liftedBy()
        .ifPresent(entry -> store.lifted(log(), hold.id(), entry).await().indefinitely());
  }

  @Override
  public void segment(Segment segment) {
    new PgSegmentStore(POSTGRES.pool()).keep(log(), segment).await().indefinitely();
  }

  @Override
  public void sweep() {
    Sweeping.of(this, ledger).record();
  }

  /// What has to be put right again for the logs after this one.
  void atEnd(Runnable repair) {
    repairs.add(repair);
  }

  @Override
  public void close() {
    repairs.forEach(Runnable::run);
    ledger.close();
  }
}
