package io.ledgerline.assurance.gate;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.gate.GateWorld.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whether to go on with a dataset, as the graph stands: closed when in doubt.
@Execution(ExecutionMode.CONCURRENT)
class GateInspectionTest {

  @TempDir private Path directory;
  private GateWorld world;

  @BeforeEach
  void open() {
    world = new GateWorld(directory);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aDatasetPassesThatWasWrittenAndOfWhichNothingIsFound() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));

    // When
    GateInspection inspection = world.dataset("d:out");

    // Then
    assertThat(codes(inspection)).isEmpty();
    assertThat(inspection.iri().orElseThrow()).contains("/dataset/d/out/v/");
  }

  @Test
  void whatNobodyKnowsOrWroteDoesNotPass() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "in", "out", rows(5)));
    world.add(event("START", "next", 0, 0, "", "next", ""));
    world.add(event("FAIL", "bad", 0, 0, "", "bad", rows(5)));

    // When / Then
    assertThat(codes(world.dataset("d:nothing"))).containsExactly("unknown");
    assertThat(codes(world.dataset("nothing"))).containsExactly("unknown");
    assertThat(codes(world.dataset("d:in"))).containsExactly("no-version");
    assertThat(codes(world.dataset("d:next"))).containsExactly("not-completed");
    assertThat(codes(world.dataset("d:bad"))).containsExactly("not-completed");
  }

  @Test
  void aNameThatMayMeanTwoDatasetsDoesNotPass() {
    // Given
    String other =
        event("COMPLETE", "other", 0, 0, "", "b", rows(5))
            .payload()
            .utf8()
            .replace("\"namespace\":\"d\",\"name\":\"b\"", "\"namespace\":\"d:a\",\"name\":\"b\"");
    world.add(event("COMPLETE", "one", 0, 0, "", "a:b", rows(5)));
    world.add(Event.lineage(other));

    // When / Then
    assertThat(codes(world.dataset("d:a:b"))).containsExactly("ambiguous");
  }

  @Test
  void aFindingStopsTheLatestVersionAlone() {
    // Given
    world.add(contract("1", "out", "\"rows\":{\"min\":10}"));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));

    // When
    List<Reason> before = world.dataset("d:out").reasons();
    world.add(event("COMPLETE", "out", 1, 0, "", "out", rows(15)));

    // Then
    assertThat(before).extracting(Reason::code).containsExactly("open-finding");
    assertThat(before.getFirst().entry()).hasValue(3);
    assertThat(before.getFirst().detail()).startsWith("contract-violation {agreed=10 to any");
    assertThat(codes(world.dataset("d:out"))).isEmpty();
    assertThat(world.entries.open()).hasSize(1);
  }

  @Test
  void whatTheFollowerHasNotRecordedYetStopsToo() {
    // Given
    world.at(Nights.time(0, 1));
    world.add(contract("1", "out", "\"freshness\":\"PT1H\""));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));
    world.at(Instant.parse("2026-11-21T00:00:00Z"));
    assertThat(codes(world.dataset("d:out"))).contains("found-now");

    // When
    world.entries.look();

    // Then
    assertThat(codes(world.dataset("d:out"))).containsExactly("open-finding");
  }

  @Test
  void whatNobodyAskedForIsARemark() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "in", "out", ""));

    // When
    GateInspection inspection = world.dataset("d:out");

    // Then
    assertThat(codes(inspection)).isEmpty();
    assertThat(inspection.remarks()).extracting(Reason::code).containsExactly("open-finding");
    assertThat(inspection.remarks().getFirst().detail()).startsWith("not-checkable");
  }
}
