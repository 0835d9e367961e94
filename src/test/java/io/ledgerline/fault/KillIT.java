package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.fault.wire.PgProxy.Fate;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` of the packaged service, and of PostgreSQL, under load, at stages that are seen to be
/// reached. Each test goes on with the log that the others left.
class KillIT {

  /// The statement at which it happens, and whether its effect is there.
  private static final List<Stage> STAGES =
      List.of(
          new Stage("Execute WITH known", false),
          new Stage("Execute WITH known", true),
          new Stage("Execute INSERT INTO ledger.checkpoint", false),
          new Stage("Query COMMIT", true));

  /// With the property `ledgerline.drill.rounds` all stages, as often; without it the append and
  /// the checkpoint after their effect.
  private static final int ROUNDS = Integer.getInteger("ledgerline.drill.rounds", 1);

  private static final List<Stage> TRIED =
      Integer.getInteger("ledgerline.drill.rounds") == null
          ? STAGES.stream().filter(Stage::hasEffect).toList()
          : STAGES;

  private static final int EVENTS = 500;

  @TempDir static Path directory;
  private static DrillDatabase database;

  private record Stage(String statement, boolean hasEffect) {}

  /// A place below the home directory where a file shows that something is being done.
  enum Writing {
    TILES("tiles/unfinished"),
    ANCHORS("anchors/.unfinished");

    private final String place;

    Writing(String place) {
      this.place = place;
    }
  }

  @BeforeAll
  static void begin() {
    database = DrillDatabase.in(directory.resolve("database"));
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @Test
  void losesAndDoublesNothingWhenTheServiceIsKilledAtAnyStatement() {
    // Given
    Drill drill = new Drill(EVENTS);
    ServiceProcess service = start();
    for (int round = 0; round < ROUNDS * TRIED.size(); round++) {
      Stage stage = TRIED.get(round % TRIED.size());

      // When
      ServiceProcess victim = service;
      int nth = 2 + round;
      drill.under(victim, () -> struck(stage, nth, victim::kill));

      // Then
      service = start();
      drill.check(service);
      assertNothingIsMissingOrTwice();
    }
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void losesAndDoublesNothingWhenTheServiceIsKilledWhileItWritesAFile(Writing writing) {
    // Given
    Drill drill = new Drill(EVENTS);
    ServiceProcess service = start();
    for (int round = 0; round < ROUNDS; round++) {
      Path place = home().resolve(writing.place);

      // When
      ServiceProcess victim = service;
      drill.under(
          victim,
          () -> {
            victim.awaitBusily(() -> hasFiles(place));
            victim.kill();
          });

      // Then
      service = start();
      drill.check(service);
      assertNothingIsMissingOrTwice();
    }
    service.close();
  }

  @Test
  void goesOnByItselfWhenTheDatabaseIsKilledAtAnyStatement() {
    // Given
    Drill drill = new Drill(EVENTS);
    try (ServiceProcess service = start()) {
      for (int round = 0; round < ROUNDS * TRIED.size(); round++) {
        Stage stage = TRIED.get(round % TRIED.size());

        // When
        int nth = 2 + round;
        drill.under(service, () -> struck(stage, nth, database::kill));

        // Then
        drill.check(service);
        assertNothingIsMissingOrTwice();
      }
    }
  }

  /// Waits until the nth statement of a stage has been struck.
  private static void struck(Stage stage, int count, Runnable blow) {
    CountDownLatch isStruck = new CountDownLatch(1);
    Nth nth = new Nth(count);
    Runnable strike =
        () -> {
          blow.run();
          isStruck.countDown();
        };
    database
        .proxy()
        .follow(
            statement ->
                statement.startsWith(stage.statement()) && nth.isReachedBy(statement)
                    ? stage.hasEffect() ? new Fate.CutAfter(strike) : new Fate.CutBefore(strike)
                    : new Fate.Pass());
    try {
      assertThat(isStruck.await(3, TimeUnit.MINUTES)).as("%s was reached", stage).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      database.proxy().follow(statement -> new Fate.Pass());
    }
  }

  private static ServiceProcess start() {
    return ServiceProcess.start(
        home(),
        ServiceProcess.freePort(),
        database.environment("LEDGERLINE_ANCHOR_INTERVAL", "PT0.2S"));
  }

  private static Path home() {
    return directory.resolve("home");
  }

  private static boolean hasFiles(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.findAny().isPresent();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void assertNothingIsMissingOrTwice() {
    String[] counts = database.counts().split(" ", -1);
    assertThat(counts).containsOnly(counts[0]);
  }
}
