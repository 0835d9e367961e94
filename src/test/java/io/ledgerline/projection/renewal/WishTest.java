package io.ledgerline.projection.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.RenewalStatus.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A graph is filled anew because somebody wishes it, and that can be ended.
@Execution(ExecutionMode.CONCURRENT)
class WishTest {

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
  void fillsAnotherWhileTheOneThatAnswersFollowsOn() {
    try (LineageGraph graph = world.open("graph");
        Projector projector = world.following(graph, World.UPKEEP)) {
      // Given
      assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();

      // When
      projector.renew(Reason.ON_REQUEST);
      world.append(3);
      World.awaitOver(projector, () -> isSecond("graph"));

      // Then
      assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  @Test
  void triesAgainWhatWasSetAside() {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      Optional<Cursor> cursor = Rebuild.run(world.ledger, graph);
      Quad setAside =
          Quad.create(
              Quad.defaultGraphIRI,
              world.iris.entry(5),
              Standard.RDF_TYPE,
              Vocabulary.PROJECTION_ERROR_CLASS);
      graph.write(cursor, new GraphChange(List.of(), List.of(setAside)), cursor.orElseThrow());
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        World.await(projector, () -> projector.errors() == 1);

        // When
        projector.renew(Reason.ON_REQUEST);
        World.await(projector, () -> projector.errors() == 0);

        // Then
        assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
      }
    }
  }

  @Test
  void endsWhatNothingButAWishNeeds() {
    try (LineageGraph graph = world.open("graph");
        Projector projector = world.following(graph, World.UPKEEP)) {
      // Given
      assertThat(projector.awaitPosition(world.last(), World.PATIENCE)).isTrue();
      world.gate.shutFrom(30);
      projector.renew(Reason.ON_REQUEST);
      world.gate.awaitHeld();

      // When
      boolean isEnded = projector.stopRenewal();
      world.gate.open();
      World.awaitOver(projector, () -> !graph.hasBeside());

      // Then
      assertThat(isEnded).isTrue();
      assertThat(projector.stopRenewal()).isFalse();
      assertThat(World.quads(graph)).containsExactlyElementsOf(world.rebuilt());
    }
  }

  @Test
  void doesNotEndWhatIsNeeded() {
    try (LineageGraph graph = world.open("graph")) {
      // Given
      world.fillByOtherRules(graph);
      world.gate.shutFrom(30);
      try (Projector projector = world.following(graph, World.UPKEEP)) {
        world.gate.awaitHeld();

        // When
        boolean isEnded = projector.stopRenewal();
        world.gate.open();

        // Then
        assertThat(isEnded).isFalse();
        World.awaitOver(projector, () -> !world.hasStray(graph));
      }
    }
  }

  /// Whether the graph is the one that took the place of the first.
  private boolean isSecond(String graph) {
    return world.names(graph).contains("tdb2-2");
  }
}
