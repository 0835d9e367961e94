package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.contract.Nights.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.system.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The rows that a run wrote, against those that it should have read.
@Execution(ExecutionMode.CONCURRENT)
class RowsDroppedTest {

  private static final int CLEAN_NIGHTS = 200;

  @TempDir private Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = new World(directory, ContractSettings.DEFAULTS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSparkJobThatDropsTwoRowsInAHundredIsFoundOnTheFirstSuchNight() {
    // Given
    Random random = new Random(7);
    for (int night = 0; night < 7; night++) {
      long read = 5_000L + random.nextInt(1_000);
      world.add(Nights.spark(night, read, read - random.nextInt(10)));
    }
    assertThat(world.open()).isEmpty();

    // When
    world.add(Nights.spark(7, 5_000, 4_900));

    // Then
    assertThat(world.open()).hasSize(1);
    Finding finding = world.open().getFirst();
    assertThat(finding.kind()).isEqualTo("rows-dropped");
    assertThat(finding.subject())
        .isEqualTo(new Finding.Subject("dataset", List.of("file", Nights.CLEAN)));
    assertThat(finding.facts())
        .containsEntry("run", Nights.cleaningRun(7))
        .containsEntry("read-run", Nights.rawRun(7))
        .containsEntry("read", "5000")
        .containsEntry("written", "4900")
        .containsEntry("input", "file:/srv/lake/credit/raw/applications");
    assertThat(finding.details()).containsEntry("ratio", "0.980000").containsEntry("runs", "7");
    assertThat(finding.entries()).hasSize(2);
  }

  @Test
  void cleanNightsRaiseNoAlarm() {
    // Given
    Random random = new Random(11);

    for (int night = 0; night < CLEAN_NIGHTS; night++) {
      // When
      long read = 90_000L + random.nextInt(20_000);
      long written = read - Math.round(Math.abs(random.nextGaussian()) * 0.002 * read);
      world.add(
          List.of(
              event("COMPLETE", "raw", night, 0, "", "raw", rows(read)),
              event("COMPLETE", "clean", night, 10, "raw", "clean", rows(written))));

      // Then
      assertThat(world.found()).as("night %s", night).isEmpty();
    }
  }

  @Test
  void whereOneInputGrowsTheOtherIsWhatIsFollowed() {
    // Given
    for (int night = 0; night < 8; night++) {
      world.add(
          List.of(
              event("COMPLETE", "raw", night, 0, "", "raw", rows(1_000 + night)),
              event("COMPLETE", "codes", night, 1, "", "codes", rows(1_000 + 70L * night)),
              event("START", "clean", night, 9, "codes", "clean", ""),
              event("COMPLETE", "clean", night, 10, "raw", "clean", rows(1_000 + night))));
    }
    assertThat(world.open()).isEmpty();

    // When
    world.add(
        List.of(
            event("COMPLETE", "raw", 8, 0, "", "raw", rows(1_000)),
            event("COMPLETE", "codes", 8, 1, "", "codes", rows(1_900)),
            event("START", "clean", 8, 9, "codes", "clean", ""),
            event("COMPLETE", "clean", 8, 10, "raw", "clean", rows(980))));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "rows-dropped clean {input=d:raw, read=1000, read-run=%s, run=%s, written=980}"
                .formatted(run("raw", 8), run("clean", 8)));
  }

  @Test
  void countsThatAreMissingAreNotCheckableUntilTheyCome() {
    // Given
    world.add(
        List.of(
            event("COMPLETE", "raw", 0, 0, "", "raw", rows(1_000)),
            event("COMPLETE", "clean", 0, 10, "raw", "clean", "")));
    assertThat(world.openTexts())
        .containsExactly("not-checkable clean {reason=written-not-counted, rule=ratio}");

    // When
    world.add(event("OTHER", "clean", 0, 11, "", "clean", rows(1_000)));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "clean", 1, 10, "elsewhere", "clean", rows(1_000)));

    // Then
    assertThat(world.openTexts())
        .containsExactly("not-checkable clean {reason=read-not-counted, rule=ratio}");
  }

  @Test
  void whatComesLateIsHeldAgainstWhatWasReadThen() {
    // Given
    for (int night = 0; night < 8; night++) {
      world.add(
          List.of(
              event("COMPLETE", "raw", night, 0, "", "raw", rows(1_000)),
              event("COMPLETE", "clean", night, 10, "raw", "clean", rows(1_000))));
    }

    // When
    world.add(event("COMPLETE", "clean", 8, 10, "raw", "clean", rows(980)));
    assertThat(world.openTexts()).hasSize(1).allMatch(text -> text.contains(run("raw", 7)));
    world.add(event("COMPLETE", "raw", 8, 0, "", "raw", rows(980)));

    // Then
    assertThat(world.open()).isEmpty();
    assertThat(world.found()).hasSize(1);
  }

  @Test
  void whatHoldsNoMoreAfterItDidIsFoundAgain() {
    // Given
    for (int night = 0; night < 8; night++) {
      world.add(
          List.of(
              event("COMPLETE", "raw", night, 0, "", "raw", rows(1_000)),
              event("COMPLETE", "clean", night, 10, "raw", "clean", rows(1_000))));
    }
    world.add(
        List.of(
            event("COMPLETE", "raw", 8, 0, "", "raw", rows(1_000)),
            event("COMPLETE", "clean", 8, 10, "raw", "clean", rows(980))));
    world.add(event("OTHER", "clean", 8, 11, "", "clean", rows(1_000)));
    assertThat(world.open()).isEmpty();

    // When
    world.add(event("OTHER", "clean", 8, 12, "", "clean", rows(980)));

    // Then
    assertThat(world.open()).hasSize(1);
    assertThat(world.open().getFirst().facts()).containsEntry("again", "1");
    assertThat(world.found()).hasSize(2);
  }

  @Test
  void whoBeginsAnewFindsNothingTwice() {
    // Given
    for (int night = 0; night < 8; night++) {
      world.add(Nights.spark(night, 5_000, night == 7 ? 4_900 : 5_000));
    }
    world.add(Nights.spark(8, 5_000, 5_600));
    long size = world.size();
    assertThat(world.found()).extracting(Finding::kind).contains("rows-dropped", "rows-added");

    // When
    world.resume().look();
    world.beginAnew();

    // Then
    assertThat(world.size()).isEqualTo(size);
  }
}
