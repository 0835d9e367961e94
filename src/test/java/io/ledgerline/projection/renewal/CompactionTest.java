package io.ledgerline.projection.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings.Upkeep;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.RenewalStatus.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A graph that took much room is copied into little.
@Execution(ExecutionMode.CONCURRENT)
class CompactionTest {

  private static final long MEBIBYTE = 1L << 20;
  private static final int ROUNDS = 4;
  private static final int QUADS = 50_000;

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
  void hasTheSameQuadsInLessRoomWhileOthersReadAndTheGraphFollowsOn() throws Exception {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      fillLarge(graph);
      long before = graph.bytes();
      List<String> quads = World.quads(graph);
      CountDownLatch isReading = new CountDownLatch(1);
      CountDownLatch readsOn = new CountDownLatch(1);
      CompletableFuture<List<String>> reader =
          CompletableFuture.supplyAsync(
              () ->
                  graph.read(
                      dataset -> {
                        isReading.countDown();
                        await(readsOn);
                        return World.quads(dataset);
                      }),
              Thread.ofPlatform().daemon()::start);
      await(isReading);
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        // When
        projector.renew(Reason.COMPACTION);
        World.awaitOver(projector, () -> graph.compactedAt().isPresent());

        // Then
        assertThat(graph.bytes()).isLessThan(before);
        assertThat(World.quads(graph)).containsExactlyElementsOf(quads);
        assertThat(graph.bytes() - graph.birth().compactedBytes()).isBetween(0L, MEBIBYTE);
        assertThat(reader.isDone()).isFalse();
        readsOn.countDown();
        assertThat(reader.get()).containsExactlyElementsOf(quads);

        world.append(4);
        assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
        assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
      }
    }
  }

  @Test
  void happensByItselfOnceTheGraphHasGrownByTheRuleAndNotBefore() {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      Rebuild.run(world.ledger, graph);
      Upkeep patient = new Upkeep(1, graph.bytes() + MEBIBYTE, 10, 0, Duration.ofMillis(50));
      Upkeep eager = new Upkeep(1, graph.bytes() - MEBIBYTE, 10, 0, Duration.ofMillis(50));

      // When
      try (Projector projector = world.following(graph, patient)) {
        world.append(1);
        assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
        assertThat(projector.renewal()).isEmpty();
      }
      try (Projector projector = world.following(graph, eager)) {
        World.awaitOver(projector, () -> graph.compactedAt().isPresent());

        // Then
        assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
      }
    }
  }

  @Test
  void makesWayForForgetting() {
    try (LineageGraph graph = world.open("graph");
        Projector projector = world.following(graph, World.UPKEEP)) {
      // Given
      assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();

      // When
      projector.renew(Reason.COMPACTION);
      world
          .ledger
          .append(Submissions.erasing("dpo", UnitSet.of(5, List.of(0))))
          .await()
          .indefinitely();

      // Then
      assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
      World.await(projector, () -> projector.renewal().isEmpty());
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  @Test
  void aGraphThatIsBeingFilledIsCopiedOnTheWay() {
    Upkeep eager = new Upkeep(1, MEBIBYTE, 10, 0, Duration.ofMillis(50));
    try (LineageGraph graph = world.open("graph")) {
      // Given
      world.fillByOtherRules(graph);

      // When
      try (Projector projector = world.following(graph, eager)) {
        World.await(projector, () -> !world.hasStray(graph));
      }

      // Then
      assertThat(graph.birth().compactedBytes()).isPositive();
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  /// A graph of all entries that took much room on the way: quads came and went.
  private void fillLarge(LineageGraph graph) {
    Optional<Cursor> cursor = Rebuild.run(world.ledger, graph);
    for (int round = 0; round < ROUNDS; round++) {
      List<Quad> quads = passing(round);
      graph.write(cursor, new GraphChange(List.of(), quads), cursor.orElseThrow());
      graph.write(cursor, new GraphChange(quads, List.of()), cursor.orElseThrow());
    }
  }

  private static List<Quad> passing(int round) {
    Random random = new Random(round);
    return Stream.generate(() -> Iris.node("urn:passing:" + random.nextLong()))
        .limit(QUADS)
        .map(node -> Quad.create(Quad.defaultGraphIRI, node, Vocabulary.NAME, node))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
