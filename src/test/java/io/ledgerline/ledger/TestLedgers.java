package io.ledgerline.ledger;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.ledger.publication.AtOnce;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.note.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Real ledgers over an in-memory store, the same ones every time: a fixed clock, seeded
/// randomness, and a key of 32 times 0x01. Nothing is published by itself: call [Ledger#publish()].
public final class TestLedgers {

  /// What the clock always shows.
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /// The origin of the log.
  public static final String ORIGIN = "ledgerline.invalid/test";

  /// The tenant of the log.
  public static final String TENANT = "default";

  private TestLedgers() {}

  /// A ledger with its genesis entry.
  public static Ledger open() {
    return open(new InMemoryEntryStore(), new InMemoryCheckpointStore());
  }

  /// A ledger over these stores.
  public static Ledger open(EntryStore entries, CheckpointStore checkpoints) {
    return Ledger.open(genesis(), setup(entries, checkpoints)).await().indefinitely();
  }

  /// A ledger over these stores with a clock of its own.
  public static Ledger open(EntryStore entries, CheckpointStore checkpoints, InstantSource clock) {
    Ledger.Setup setup = setup(entries, checkpoints);
    return Ledger.open(
            genesis(),
            new Ledger.Setup(
                setup.entries(),
                setup.checkpoints(),
                setup.tiles(),
                setup.keys(),
                setup.settings(),
                clock,
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  /// A ledger over these stores that shares them with others, each with a seed of its own.
  public static Ledger open(EntryStore entries, CheckpointStore checkpoints, long seed) {
    return Ledger.open(genesis(), setup(entries, checkpoints, seed)).await().indefinitely();
  }

  /// What the ledgers are opened with.
  public static Ledger.Setup setup(EntryStore entries, CheckpointStore checkpoints) {
    return setup(entries, checkpoints, 1);
  }

  /// What the ledgers are opened with, and a seed of the randomness.
  public static Ledger.Setup setup(EntryStore entries, CheckpointStore checkpoints, long seed) {
    return new Ledger.Setup(
        entries,
        checkpoints,
        new InMemoryTileStore(),
        LogKeys.of(genesis(), key()),
        settings(),
        InstantSource.fixed(NOW),
        new Random(seed),
        executor(),
        RollbackGuard.none(),
        new AtOnce());
  }

  /// A ledger whose producers are told to come again after so long.
  public static Ledger open(Genesis genesis, Ledger.Setup setup, Duration waitMax) {
    return Ledger.open(
            genesis,
            new Ledger.Setup(
                setup.entries(),
                setup.checkpoints(),
                setup.tiles(),
                setup.keys(),
                settings(waitMax),
                setup.clock(),
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  /// The defaults, without publishing by itself.
  public static LedgerSettings settings() {
    return settings(LedgerSettings.DEFAULTS.waitMax());
  }

  private static LedgerSettings settings(Duration waitMax) {
    LedgerSettings defaults = LedgerSettings.DEFAULTS;
    return new LedgerSettings(
        defaults.queueEntriesMax(),
        defaults.queueBytesMax(),
        defaults.batchEntriesMax(),
        defaults.batchBytesMax(),
        waitMax,
        defaults.retryAfter(),
        Duration.ofMillis(1),
        defaults.storeTimeout(),
        Duration.ofDays(1),
        defaults.pageBytesMax());
  }

  /// The key that signs.
  public static SigningKey key() {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 1);
    return SigningKey.ofSeed(ORIGIN, seed);
  }

  /// The first payload.
  public static Genesis genesis() {
    return new Genesis(
        new LogId(UUID.fromString("00000000-0000-4000-8000-000000000001")),
        ORIGIN,
        "https://ledgerline.invalid/test",
        TENANT,
        key().verifierKey(),
        Genesis.SEGMENT_SIZE);
  }

  /// Two threads that do not keep the JVM.
  public static ScheduledExecutorService executor() {
    return Executors.newScheduledThreadPool(
        2, task -> Thread.ofPlatform().daemon().name("ledger-", 0).unstarted(task));
  }
}
