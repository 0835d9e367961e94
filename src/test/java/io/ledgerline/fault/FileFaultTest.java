package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.AnchorFaults;
import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.anchor.AnchorSettings;
import io.ledgerline.anchor.LogAnchors;
import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.fault.FaultyFileSystem.Fault;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.tile.TileFiles;
import io.ledgerline.pg.PgEntryStore;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.TestDataKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Opening, appending, publishing and anchoring on a disk that fails at every operation: data keys,
/// tiles, bundles, the note of what is integrated, anchors and what remembers them. The workload
/// runs with a fault at its first operation, at its second, and so on, until it ends before the
/// fault is reached.
class FileFaultTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final ScheduledExecutorService EXECUTOR = TestLedgers.executor();
  private static final InstantSource CLOCK = InstantSource.fixed(TestLedgers.NOW);
  private static final AtomicLong LOGS = new AtomicLong();
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TRIES_MAX = 3;

  /// Every fifth one, and at night every one.
  private static final int STEP = Integer.getInteger("ledgerline.drill.step", 11);

  private static final int EVENTS = 300;
  private static final int OPERATIONS_MAX = 500;

  @TempDir private Path temporary;

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  @ParameterizedTest
  @EnumSource
  void losesAndDoublesNothingWhicheverOperationFails(Fault fault, TestReporter reporter) {
    int step = fault == Fault.HALFWAY ? 1 : STEP;
    for (int n = 1; ; n += step) {
      // Given
      Nth nth = new Nth(n);
      Run run = new Run(temporary.resolve("run " + n));
      run.files.follow(nth, fault);

      // When
      try {
        run.work();
      } catch (RuntimeException failed) {
        throw new AssertionError(nth.toString(), failed);
      }

      // Then
      run.check(nth);
      if (!nth.wasReached()) {
        reporter.publishEntry(fault + ": operations on files", Integer.toString(nth.count()));
        assertThat(nth.count()).isBetween(fault == Fault.HALFWAY ? 8 : 60, OPERATIONS_MAX);
        return;
      }
    }
  }

  /// One log of its own, and one directory.
  private static final class Run {

    private final Producers producers = new Producers();
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final Path home;
    private final Genesis genesis = genesis();
    private final AnchorSettings anchors;

    Run(Path directory) {
      home = files.path(directory);
      assertThat(directory.toFile().mkdir()).isTrue();
      anchors =
          new AnchorSettings(
              List.of(home.resolve("anchors")), home.resolve("anchored"), NEVER, NEVER, NEVER);
    }

    void work() {
      try (Ledger ledger = opened()) {
        producers.append(ledger, names(0, EVENTS), 1);
        anchored(ledger);
        producers.append(ledger, names(EVENTS, 5), 2);
        anchored(ledger);
        assertThat(ledger.haltReason()).isEmpty();
      }
    }

    /// Afterwards the disk works, and everything is started again.
    void check(Nth nth) {
      files.follow(new Nth(Long.MAX_VALUE), Fault.WITHOUT_EFFECT);
      try (Ledger ledger = opened()) {
        producers.append(ledger, List.of("afterwards"), 1);
        anchored(ledger);
        assertThat(ledger.haltReason()).as(nth.toString()).isEmpty();
        producers.check(ledger, entries(), POSTGRES.checkpoints(), tiles());
        assertThat(new AnchorDirectory(home.resolve("anchors"), genesis.origin()).newest())
            .as(nth.toString())
            .first()
            .matches(anchor -> anchor.size() == ledger.size());
        assertThat(lost()).as(nth.toString()).isEmpty();
      } catch (IOException failed) {
        throw new AssertionError(nth.toString(), failed);
      }
    }

    /// What of the files that are needed would not be there after a power failure.
    private Set<Path> lost() {
      return files.unforced().stream()
          .filter(path -> !path.toString().contains("unfinished"))
          .filter(path -> !path.toString().endsWith(".new"))
          .collect(Collectors.toSet());
    }

    /// A service that cannot open its log is started again.
    private Ledger opened() {
      for (int tries = 1; ; tries++) {
        try {
          Ledger ledger =
              Ledger.open(genesis, setup())
                  .onFailure()
                  .retry()
                  .withBackOff(SOON)
                  .atMost(TRIES_MAX)
                  .await()
                  .atMost(PATIENCE);
          if (ledger.haltReason().isEmpty() || tries > TRIES_MAX) {
            return ledger;
          }
        } catch (IOException failed) {
          assertThat(tries).as(failed.toString()).isLessThan(TRIES_MAX);
        }
      }
    }

    /// Publishes and anchors, twice, as happens by itself at every interval.
    private void anchored(Ledger ledger) {
      for (int i = 0; i < 2; i++) {
        AnchorKeeper keeper =
            new AnchorKeeper(
                ledger,
                note -> note,
                anchors,
                Optional.empty(),
                new AnchorFaults(),
                Executors.newSingleThreadScheduledExecutor());
        keeper.start();
        keeper.close();
      }
    }

    private EntryStore entries() {
      return new PgEntryStore(
          POSTGRES.pool(),
          POSTGRES.sessions(),
          TestPostgres.identityKey(),
          new PayloadCipher(TestDataKeys.in(home.resolve("datakeys"))));
    }

    private TileFiles tiles() throws IOException {
      return TileFiles.in(home.resolve("tiles"), EXECUTOR, CLOCK);
    }

    private Ledger.Setup setup() throws IOException {
      EntryStore entries = entries();
      Ledger.Setup setup =
          TestLedgers.setup(entries, POSTGRES.checkpoints(), LOGS.incrementAndGet());
      LogAnchors.Owner owner =
          new LogAnchors.Owner(
              genesis.origin(), () -> List.of(genesis.key()), origin -> genesis.key());
      return new Ledger.Setup(
          entries,
          POSTGRES.checkpoints(),
          tiles(),
          setup.keys(),
          setup.settings(),
          CLOCK,
          setup.random(),
          EXECUTOR,
          new RollbackGuard(
              new LogAnchors(owner, anchors, Optional.empty(), new AnchorFaults(), EXECUTOR),
              CLOCK,
              NEVER),
          setup.publication());
    }

    private static Genesis genesis() {
      Genesis base = TestLedgers.genesis();
      long number = LOGS.incrementAndGet();
      return new Genesis(
          new LogId(new UUID(0xf17eL, number)),
          base.origin(),
          base.baseIri(),
          "files-" + number,
          base.key(),
          base.segmentSize());
    }

    private static List<String> names(int from, int count) {
      return IntStream.range(from, from + count).mapToObj(i -> "event " + i).toList();
    }
  }
}
