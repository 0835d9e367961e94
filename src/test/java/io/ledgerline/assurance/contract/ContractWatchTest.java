package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.contract.Nights.run;
import static io.ledgerline.assurance.contract.Nights.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.system.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Contracts, drift, volume and lateness.
@Execution(ExecutionMode.CONCURRENT)
class ContractWatchTest {

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
  void aContractIsHeldAgainstTheFirstRunAlready() {
    // Given
    world.add(contract("1", "out", "\"ratio\":{\"min\":0.99,\"max\":1}"));

    // When
    world.add(
        List.of(
            event("COMPLETE", "in", 0, 0, "", "in", rows(1_000)),
            event("COMPLETE", "out", 0, 10, "in", "out", rows(985)),
            event("COMPLETE", "out", 1, 10, "in", "out", rows(995))));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "rows-dropped out {contract=1, input=d:in, read=1000, read-run=%s, run=%s, written=985}"
                .formatted(run("in", 0), run("out", 0)));
  }

  @Test
  void aContractCountsFromItsEntryOn() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));
    world.add(contract("1", "out", "\"rows\":{\"min\":10}"));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "out", 1, 0, "", "out", rows(6)));

    // When
    world.add(contract("2", "out", "\"rows\":{\"min\":1}"));
    world.add(event("COMPLETE", "out", 2, 0, "", "out", rows(7)));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "contract-violation out {agreed=10 to any, contract=2, rule=rows, run=%s, written=6}"
                .formatted(run("out", 1)));
  }

  @Test
  void columnsThatAreMissingOrNotAgreedAreAViolation() {
    // Given
    world.add(
        contract(
            "1",
            "out",
            "\"schema\":{\"fields\":[{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\"}]}"));

    // When
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(1, "a", "b")));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "out", 1, 0, "", "out", rows(1, "a", "c")));
    world.add(event("COMPLETE", "out", 2, 0, "", "out", rows(1)));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "contract-violation out {contract=1, found=b is missing; c is not agreed, rule=schema,"
                + " run=%s}".formatted(run("out", 1)),
            "not-checkable out {contract=1, reason=no-schema, rule=schema, run=%s}"
                .formatted(run("out", 2)));
  }

  @Test
  void nullsAreTakenFromTheWriterOrFromWhoReadAndCounted() {
    // Given
    world.add(contract("1", "out", "\"nulls\":[{\"column\":\"a\",\"max\":0.1}]"));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(100)));
    assertThat(world.openTexts())
        .containsExactly(
            "not-checkable out {column=a, contract=1, reason=nulls-not-counted, rule=nulls, run=%s}"
                .formatted(run("out", 0)));

    // When
    String metrics =
        ",\"inputFacets\":{\"dataQualityMetrics\":{\"rowCount\":100,\"columnMetrics\":"
            + "{\"a\":{\"nullCount\":11}}}}";
    world.add(event("COMPLETE", "check", 0, 5, "out", metrics, "report", ""));

    // Then
    assertThat(world.openTexts())
        .contains(
            "contract-violation out {agreed=at most 0.1, column=a, contract=1, nulls=11, of=100,"
                + " rule=nulls, run=%s}".formatted(run("out", 0)))
        .noneMatch(text -> text.contains("nulls-not-counted"));
  }

  @Test
  void whatARunReadSaysNothingOfWhatItWrote() {
    // Given
    String metrics =
        ",\"inputFacets\":{\"dataQualityMetrics\":{\"rowCount\":100,\"columnMetrics\":"
            + "{\"a\":{\"nullCount\":11}}}}";
    world.add(contract("1", "out", "\"nulls\":[{\"column\":\"a\",\"max\":0.1}]"));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(100)));

    // When
    world.add(event("COMPLETE", "out", 1, 0, "out", metrics, "out", rows(100)));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "contract-violation out {agreed=at most 0.1, column=a, contract=1, nulls=11, of=100,"
                + " rule=nulls, run=%s}".formatted(run("out", 0)),
            "not-checkable out {column=a, contract=1, reason=nulls-not-counted, rule=nulls, run=%s}"
                .formatted(run("out", 1)));
  }

  @Test
  void otherColumnsThanBeforeAreDrift() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(1, "a", "b")));

    // When
    world.add(event("COMPLETE", "out", 1, 0, "", "out", rows(1, "b", "a")));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "out", 2, 0, "", "out", rows(1, "a", "c")));
    world.add(event("COMPLETE", "out", 3, 0, "", "out", rows(1, "a", "c")));

    // Then
    assertThat(world.openTexts())
        .containsExactly(
            "schema-drift out {added=c, before=%s, changed=, removed=b, run=%s}"
                .formatted(run("out", 1), run("out", 2)));
  }

  @Test
  void farFewerRowsThanUsualAreAnAnomaly() {
    // Given
    for (int night = 0; night < 7; night++) {
      world.add(event("COMPLETE", "out", night, 0, "", "out", rows(1_000 + 10L * night)));
    }

    // When
    world.add(event("COMPLETE", "out", 7, 0, "", "out", rows(700)));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "out", 8, 0, "", "out", rows(400)));

    // Then
    assertThat(world.openTexts())
        .containsExactly("volume-anomaly out {run=%s, written=400}".formatted(run("out", 8)));
  }

  @Test
  void aDatasetIsLateUntilItIsWritten() {
    // Given
    world.at(time(0, 1)).add(event("COMPLETE", "out", 0, 0, "", "out", rows(1)));
    world.add(contract("1", "out", "\"freshness\":\"PT26H\""));
    world.at(time(1, 119)).look();
    assertThat(world.open()).isEmpty();

    // When
    world.at(time(1, 121)).resume().look();
    String late = world.openTexts().toString();
    world.at(time(1, 123)).look();
    world.add(event("COMPLETE", "out", 1, 122, "", "out", rows(1)));

    // Then
    assertThat(late)
        .isEqualTo("[dataset-late out {after=%s, contract=2}]".formatted(run("out", 0)));
    assertThat(world.open()).isEmpty();
    assertThat(world.found()).hasSize(1);
  }

  @Test
  void moreDatasetsThanAreWatchedForFreshnessAreSaidSo() {
    // Given
    ContractSettings defaults = ContractSettings.DEFAULTS;
    ContractSettings settings =
        new ContractSettings(7, 30, 0.01, 0.5, 4, new ContractSettings.Limits(300, 100, 2, 1));
    assertThat(defaults.limits().deadlines()).isEqualTo(10_000);
    try (World small = new World(directory.resolve("small"), settings)) {
      // When
      small.add(
          List.of(
              contract("1", "a", "\"freshness\":\"P999D\""),
              contract("2", "b", "\"freshness\":\"P999D\""),
              contract("3", "c", "\"rows\":{\"min\":1}")));

      // Then
      assertThat(small.openTexts())
          .containsExactly("not-checkable b {reason=too-many-contracts, rule=freshness}");
    }
  }

  @Test
  void aRunThatFailedIsHeldAgainstNothing() {
    // Given
    world.add(contract("1", "out", "\"rows\":{\"min\":10}"));

    // When
    world.add(event("FAIL", "out", 0, 0, "", "out", rows(0)));
    assertThat(world.open()).isEmpty();
    world.add(event("COMPLETE", "out", 0, 1, "", "out", rows(0)));

    // Then
    assertThat(world.open()).extracting(Finding::kind).containsExactly("contract-violation");
  }

  @Test
  void whatIsNotRecordedIsDueAgainAfterARestart() {
    // Given
    world.add(contract("1", "out", "\"rows\":{\"min\":10}"));
    ContractWatch watch = new ContractWatch(world.graph(), world::read, ContractSettings.DEFAULTS);
    String before = watch.state();
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(1)));

    // When
    ContractWatch other = new ContractWatch(world.graph(), world::read, ContractSettings.DEFAULTS);
    other.resume(before);
    other.passed(time(0, 1), world.size() + 1);

    // Then
    assertThat(other.due()).isEmpty();
    assertThat(other.state()).isNotEqualTo(before);
    assertThat(world.open()).hasSize(1);
  }
}
