package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.jena.riot.out.NodeFmtLib;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the packaged service, again and again, while its graph is written, filled anew,
/// copied and exchanged: afterwards it is the graph that is made of the ledger from nothing.
class GraphKillIT {

  /// With the property `ledgerline.drill.rounds` as often, without it once.
  private static final int ROUNDS = Integer.getInteger("ledgerline.drill.rounds", 1);

  private static final int EVENTS = 150;
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir static Path directory;

  private final long seed = Long.getLong("ledgerline.drill.seed", 4);
  private final Random random = new Random(seed);

  /// What the graph is at when the service is killed, at most so many milliseconds later.
  private enum Stage {
    WRITING("", 1_500),
    FILLING("rebuild", 400),
    EXCHANGING("rebuild", 5),
    COPYING("compaction", 60);

    private final String request;
    private final int millisMax;

    Stage(String request, int millisMax) {
      this.request = request;
      this.millisMax = millisMax;
    }
  }

  @Test
  void hasEachEntryExactlyOnceWheneverTheServiceIsKilled() {
    // Given
    try (DrillDatabase database = DrillDatabase.in(directory.resolve("database"))) {
      Drill drill = new Drill(EVENTS);
      for (int round = 0; round < ROUNDS; round++) {
        for (Stage stage : Stage.values()) {
          ServiceProcess service = start(database);

          // When
          drill.under(service, () -> killAt(service, stage));
        }
      }
      try (ServiceProcess service = start(database)) {
        drill.check(service);
        awaitGraph(service);
      }
      List<String> survived = quads();

      // Then
      delete(graph());
      try (ServiceProcess service = start(database)) {
        awaitGraph(service);
      }
      assertThat(survived)
          .as("seed %d", seed)
          .hasSizeGreaterThan(EVENTS)
          .containsExactlyElementsOf(quads());
    }
  }

  private void killAt(ServiceProcess service, Stage stage) {
    long newest = newest();
    if (!stage.request.isEmpty()) {
      assertThat(service.post("/api/v1/graph/" + stage.request).statusCode()).isEqualTo(202);
    }
    service.awaitBusily(
        () ->
            switch (stage) {
              case WRITING -> true;
              case FILLING, COPYING ->
                  isBeside() || (isAskedForAgain(service, stage) && isBeside());
              case EXCHANGING -> newest() > newest;
            });
    long end = System.nanoTime() + random.nextInt(1_000_000 * stage.millisMax);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    service.kill();
  }

  private static boolean isBeside() {
    return Files.exists(graph().resolve("beside"));
  }

  /// Once more: what the last kill left beside may have been finished just now, and the wish with
  /// it.
  private static boolean isAskedForAgain(ServiceProcess service, Stage stage) {
    return service.post("/api/v1/graph/" + stage.request).statusCode() == 202;
  }

  private static ServiceProcess start(DrillDatabase database) {
    return ServiceProcess.start(
        directory.resolve("home"),
        ServiceProcess.freePort(),
        database.environment(
            "LEDGERLINE_PROJECTION_BATCH_ENTRIES_MAX", "20",
            "LEDGERLINE_PROJECTION_IDLE_INTERVAL", "PT0.1S",
            "LEDGERLINE_GRAPH_FILL_ENTRIES_MAX", "60"));
  }

  /// Waits until the graph has every entry, and nothing takes its place.
  private static void awaitGraph(ServiceProcess service) {
    service.await(
        () -> {
          String state = service.get("/api/v1/graph").body();
          return state.contains("\"lag\":0") && !state.contains("renewal");
        },
        SOON);
  }

  private static Path graph() {
    return directory.resolve("home").resolve("graph");
  }

  /// The number of the newest database.
  private static long newest() {
    try (Stream<Path> children = Files.list(graph())) {
      return children
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("tdb2-"))
          .mapToLong(name -> Integer.parseInt(name.substring(5)))
          .max()
          .orElse(0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> quads() {
    GraphSettings settings = GraphSettings.in(graph());
    try (LineageGraph graph = LineageGraph.open(settings, new Iris("https://ledger.example"))) {
      return graph.read(
          dataset ->
              dataset.stream()
                  .map(
                      quad ->
                          Stream.of(
                                  quad.getGraph(),
                                  quad.getSubject(),
                                  quad.getPredicate(),
                                  quad.getObject())
                              .map(NodeFmtLib::strNT)
                              .toList()
                              .toString())
                  .sorted()
                  .toList());
    }
  }

  private static void delete(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
