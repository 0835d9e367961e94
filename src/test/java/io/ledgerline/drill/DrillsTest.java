package io.ledgerline.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.drill.DrillPage.Run;
import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Given;
import io.ledgerline.drill.log.Recipe;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attacks every detector with everything that it is there for.
class DrillsTest {

  @TempDir private static Path temporary;
  private static final List<Run> RUNS = new ArrayList<>();

  @BeforeAll
  static void attack() throws IOException {
    List<Drill> drills =
        Stream.of(
                ServiceDrills.all(),
                OwnerDrills.all(),
                RowDrills.all(),
                RewriteDrills.all(),
                DiskDrills.all(),
                untouched())
            .flatMap(List::stream)
            .toList();
    for (int number = 0; number < drills.size(); number++) {
      Drill drill = drills.get(number);
      Path home = Files.createDirectory(temporary.resolve("log-" + number));
      try (DrilledLog log = DrilledLog.grown(drill.given(), home, number)) {
        if (!drill.given().isRunning()) {
          log.ledger().close();
        }
        Detectors detectors = new Detectors(log);
        RUNS.add(new Run(drill, detectors.look(drill.attack().on(log))));
      }
    }
  }

  @Test
  void eachAttackIsSeenFirstByWhomItIsMeantTo() {
    SoftAssertions all = new SoftAssertions();
    for (Run run : RUNS) {
      all.assertThat(run.first())
          .as(
              "%s %s (%s): %s",
              run.drill().who(), run.drill().what(), run.drill().given(), run.seen())
          .isEqualTo(run.drill().first());
    }
    all.assertAll();
  }

  @Test
  void nothingIsReportedOfALogThatNobodyTouched() {
    assertThat(RUNS)
        .filteredOn(run -> run.drill().who() == Drill.Who.NOBODY)
        .hasSize(6)
        .allSatisfy(run -> assertThat(run.seen()).isEmpty());
  }

  /// `-Dgolden.update` writes the page anew.
  @Test
  void thePageSaysWhatWasSeen() throws IOException {
    // Given
    String page = DrillPage.render(RUNS);

    // Then
    boolean isUpToDate =
        Files.exists(DrillPage.FILE)
            && DrillPage.lasting(Files.readString(DrillPage.FILE)).equals(DrillPage.lasting(page));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DrillPage.FILE, page);
    }
    assertThat(isUpToDate)
        .as("what was seen is not what the page says; it is written anew by -Dgolden.update")
        .isTrue();
  }

  private static List<Drill> untouched() {
    List<Drill> drills = new ArrayList<>();
    Stream.of(Given.RUNNING, Given.STOPPED, Given.ALONE, Given.WITNESSED, Given.WATCHED)
        .forEach(
            given ->
                drills.add(
                    Drill.unseen(Drill.Who.NOBODY, "nothing", given, log -> Optional.empty())));
    drills.add(
        Drill.unseen(
            Drill.Who.NOBODY,
            "two sequencers appended to it at once, 40 events each",
            Given.RUNNING,
            DrillsTest::twoSequencers));
    return drills;
  }

  private static Optional<String> twoSequencers(DrilledLog log) {
    try (Ledger other = log.open(3)) {
      List<Uni<Appended>> appends =
          IntStream.range(0, 80)
              .mapToObj(
                  i ->
                      (i % 2 == 0 ? log.ledger() : other)
                          .append(Submissions.of("both " + i, "both")))
              .toList();
      Uni.join().all(appends).andFailFast().await().indefinitely();
      if (log.entries().head(log.log()).await().indefinitely().size() != Recipe.TODAY + 80) {
        throw new AssertionError("an event was lost, or is there twice");
      }
    }
    return Optional.empty();
  }
}
