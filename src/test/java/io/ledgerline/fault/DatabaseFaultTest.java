package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.fault.wire.PgProxy;
import io.ledgerline.fault.wire.PgProxy.Fate;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.LedgerSettings;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.pg.PgCheckpointStore;
import io.ledgerline.pg.PgEntryStore;
import io.ledgerline.pg.Sessions;
import io.ledgerline.pg.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Opening, appending and publishing over a PostgreSQL whose connections break at every statement:
/// the workload runs with a fault at its first statement, at a later one, and so on, until it ends
/// before the fault is reached.
class DatabaseFaultTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final PgProxy PROXY = PgProxy.before("127.0.0.1", POSTGRES.port());
  private static final ScheduledExecutorService EXECUTOR = TestLedgers.executor();
  private static final AtomicLong LOGS = new AtomicLong();
  private static final int SEGMENT_ENTRIES = 128;
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int EVENTS = 300;
  private static final int STATEMENTS_MAX = 500;

  /// How a statement fails.
  enum Fault {
    WITHOUT_EFFECT,
    WITH_EFFECT,
    WITHOUT_AN_ANSWER;

    /// One statement in so many is tried, fewer where waiting for what does not answer takes a
    /// second each time; the nightly profile tries them all.
    int step() {
      return Integer.getInteger("ledgerline.drill.step", this == WITHOUT_AN_ANSWER ? 41 : 3);
    }

    PgProxy.Plan at(Nth nth) {
      return statement -> {
        // Nobody but the operating system ends a connection that hangs while it is made.
        boolean isTried = this != WITHOUT_AN_ANSWER || !statement.equals("connect");
        return isTried && nth.isReachedBy(statement) ? fate() : new Fate.Pass();
      };
    }

    private Fate fate() {
      return switch (this) {
        case WITHOUT_EFFECT -> new Fate.CutBefore(() -> {});
        case WITH_EFFECT -> new Fate.CutAfter(() -> {});
        case WITHOUT_AN_ANSWER -> new Fate.Swallow();
      };
    }
  }

  @AfterAll
  static void end() {
    PROXY.close();
    EXECUTOR.shutdown();
  }

  @ParameterizedTest
  @EnumSource
  void losesAndDoublesNothingWhicheverStatementFails(Fault fault, TestReporter reporter) {
    for (int n = 1; ; n += fault.step()) {
      // Given
      Nth nth = new Nth(n);
      Run run = new Run();
      PROXY.follow(fault.at(nth));

      // When
      try {
        run.work();
      } catch (RuntimeException failed) {
        throw new AssertionError(nth.toString(), failed);
      }

      // Then
      run.check(nth);
      if (!nth.wasReached()) {
        reporter.publishEntry(fault + ": statements", Integer.toString(nth.count()));
        assertThat(nth.count()).isBetween(20, STATEMENTS_MAX);
        return;
      }
    }
  }

  /// One log of its own, worked on through the proxy, and checked past it.
  private static final class Run {

    private final Producers producers = new Producers();
    private final TileStore tiles = new InMemoryTileStore();
    private final Pool pool = POSTGRES.pool(6, PROXY.port(), SILENCE_MAX);
    private final Sessions sessions = POSTGRES.sessions(pool);
    private final EntryStore entries =
        new PgEntryStore(pool, sessions, TestPostgres.identityKey(), POSTGRES.cipher());
    private final CheckpointStore checkpoints = new PgCheckpointStore(sessions);
    private final Genesis genesis = genesis();

    void work() {
      Ledger ledger = opened();
      producers.append(ledger, names(0, EVENTS), 2);
      published(ledger);
      producers.append(ledger, names(EVENTS, 5), 1);
      published(ledger);
      assertThat(ledger.haltReason()).isEmpty();
      ledger.close();
    }

    void check(Nth nth) {
      PROXY.follow(statement -> new Fate.Pass());
      Ledger again = opened();
      producers.append(again, List.of("afterwards"), 1);
      again.publish().await().atMost(PATIENCE);
      assertThat(again.haltReason()).as(nth.toString()).isEmpty();
      producers.check(again, POSTGRES.entries(), POSTGRES.checkpoints(), tiles);
      again.close();
      PROXY.cutAll();
      pool.closeAndAwait();
    }

    /// A service that cannot open its log is started again.
    private Ledger opened() {
      return Ledger.open(genesis, setup())
          .onFailure()
          .retry()
          .withBackOff(SOON)
          .atMost(10)
          .await()
          .atMost(PATIENCE);
    }

    /// It is tried again at every interval.
    private static void published(Ledger ledger) {
      var _ =
          ledger
              .publish()
              .onFailure()
              .retry()
              .withBackOff(SOON)
              .atMost(10)
              .await()
              .atMost(PATIENCE);
    }

    private Ledger.Setup setup() {
      Ledger.Setup setup = TestLedgers.setup(entries, checkpoints, LOGS.incrementAndGet());
      LedgerSettings settings = setup.settings();
      return new Ledger.Setup(
          entries,
          checkpoints,
          tiles,
          setup.keys(),
          new LedgerSettings(
              settings.queueEntriesMax(),
              settings.queueBytesMax(),
              100,
              settings.batchBytesMax(),
              settings.waitMax(),
              settings.retryAfter(),
              settings.retryDelay(),
              Duration.ofMillis(500),
              settings.checkpointInterval(),
              settings.pageBytesMax()),
          setup.clock(),
          setup.random(),
          EXECUTOR,
          setup.guard(),
          setup.publication());
    }

    private static Genesis genesis() {
      Genesis base = TestLedgers.genesis();
      long number = LOGS.incrementAndGet();
      return new Genesis(
          new LogId(new UUID(0xfa17L, number)),
          base.origin(),
          base.baseIri(),
          "faults-" + number,
          base.key(),
          SEGMENT_ENTRIES);
    }

    private static List<String> names(int from, int count) {
      return IntStream.range(from, from + count).mapToObj(i -> "event " + i).toList();
    }
  }
}
