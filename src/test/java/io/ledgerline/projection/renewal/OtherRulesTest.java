package io.ledgerline.projection.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings.Upkeep;
import io.ledgerline.projection.RenewalStatus;
import io.ledgerline.projection.RenewalStatus.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A graph that other rules made answers until one of our rules has taken its place.
@Execution(ExecutionMode.CONCURRENT)
class OtherRulesTest {

  @TempDir Path directory;
  private World world;

  @BeforeEach
  void begin() {
    world = new World(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void answersAsItIsAndSaysSoUntilTheOtherIsFilled() {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      world.fillByOtherRules(graph);
      long before = world.last();
      world.append(5);
      world.gate.shutFrom(50);
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        world.gate.awaitHeld();

        // When
        boolean hasOld = projector.awaitPosition(before, World.PATIENCE);
        boolean hasNew = projector.awaitPosition(before + 1, Duration.ofMillis(20));
        RenewalStatus status = projector.renewal().orElseThrow();

        // Then
        assertThat(hasOld).isTrue();
        assertThat(hasNew).isFalse();
        assertThat(world.hasStray(graph)).isTrue();
        assertThat(projector.position()).isEqualTo(before);
        assertThat(projector.mappingVersion()).hasValue(Projector.ownMappingVersion() + 1);
        assertThat(projector.failure()).isEmpty();
        assertThat(status.reason()).isEqualTo(Reason.OTHER_RULES);
        assertThat(status.entries()).isEqualTo(50);
        assertThat(status.of()).isEqualTo(before + 1);
        assertThat(projector.waitingSince()).isPresent();

        world.gate.open();
        assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
        assertThat(projector.mappingVersion()).hasValue(Projector.ownMappingVersion());
        assertThat(projector.renewal()).isEmpty();
        assertThat(projector.waitingSince()).isEmpty();
      }
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  @Test
  void whoReadsDuringTheExchangeReadsTheOldOneToTheEndAndHoldsUpNobody() throws Exception {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      world.fillByOtherRules(graph);
      CountDownLatch isReading = new CountDownLatch(1);
      CountDownLatch readsOn = new CountDownLatch(1);
      CompletableFuture<Boolean> reader =
          CompletableFuture.supplyAsync(
              () ->
                  graph.read(
                      dataset -> {
                        boolean first = world.hasStray(dataset);
                        isReading.countDown();
                        await(readsOn);
                        return first && world.hasStray(dataset);
                      }),
              Thread.ofPlatform().daemon()::start);
      await(isReading);

      // When
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        World.awaitOver(projector, () -> !world.hasStray(graph));

        // Then
        assertThat(reader.isDone()).isFalse();
        assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
        assertThat(world.names("graph")).hasSize(2);
        readsOn.countDown();
        assertThat(reader.get()).isTrue();
        assertThat(world.names("graph")).hasSize(1);
      }
    }
  }

  @Test
  void goesOnAfterARestartWhereItStood() {
    // Given
    try (LineageGraph graph = world.open("graph")) {
      world.fillByOtherRules(graph);
      world.gate.shutFrom(60);
      Projector projector = world.following(graph, World.UPKEEP);
      world.gate.awaitHeld();
      assertThat(projector.renewal().orElseThrow().entries()).isEqualTo(60);
      world.gate.fail();
      projector.close();
      world.gate.open();
    }

    // When
    try (LineageGraph graph = world.open("graph")) {
      world.gate.shutFrom(Long.MAX_VALUE);
      assertThat(world.hasStray(graph)).isTrue();
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        World.awaitOver(projector, () -> !world.hasStray(graph));
      }

      // Then
      assertThat(world.gate.lowestRead()).isGreaterThanOrEqualTo(60);
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  @Test
  void beginsAgainWhereWhatIsBesideIsOfNoUse() {
    List<Cursor> useless =
        List.of(
            new Cursor("another log", 20, "00".repeat(32), Projector.ownMappingVersion()),
            new Cursor(
                world.ledger.genesis().log().toString(),
                20,
                "00".repeat(32),
                Projector.ownMappingVersion()),
            new Cursor(
                world.ledger.genesis().log().toString(),
                world.last() + 1,
                "00".repeat(32),
                Projector.ownMappingVersion()));
    for (Cursor cursor : useless) {
      try (LineageGraph graph = world.open("graph")) {
        // Given
        graph.clear();
        world.fillByOtherRules(graph);
        try (LineageGraph beside = graph.beside()) {
          beside.write(
              Optional.empty(), new GraphChange(List.of(), List.of(world.stray())), cursor);
        }

        // When
        try (Projector projector = world.following(graph, World.UPKEEP)) {
          World.awaitOver(projector, () -> !world.hasStray(graph));
        }

        // Then
        assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
        assertThat(graph.hasBeside()).isFalse();
      }
    }
  }

  @Test
  void goesOnAnsweringWhereTheDiskHasNoRoomForTheOther() {
    // Given
    Upkeep full = new Upkeep(3, 1L << 30, 10, Long.MAX_VALUE, Duration.ofMillis(50));
    try (LineageGraph graph = world.open("graph")) {
      world.fillByOtherRules(graph);
      try (Projector projector = world.following(graph, full)) {
        // When
        World.await(projector, () -> projector.renewal().flatMap(RenewalStatus::halt).isPresent());

        // Then
        assertThat(projector.renewal().orElseThrow().text())
            .contains("bytes are free on its disk")
            .contains("ledgerline.graph.free-bytes-min")
            .contains("it was made by other rules");
        assertThat(world.hasStray(graph)).isTrue();
        assertThat(projector.failure()).isEmpty();
        assertThat(graph.hasBeside()).isFalse();
      }
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        World.awaitOver(projector, () -> !world.hasStray(graph));
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
