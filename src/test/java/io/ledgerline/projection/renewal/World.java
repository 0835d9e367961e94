package io.ledgerline.projection.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Standard;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.projection.ProjectorSettings.Upkeep;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.world.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// A ledger of the credit data behind a [Gate], and graphs of it on disk.
final class World implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Upkeep UPKEEP = new Upkeep(3, 1L << 30, 10, 0, Duration.ofMillis(50));

  final Gate gate = new Gate();
  final Ledger ledger = TestLedgers.open(gate.store(), new InMemoryCheckpointStore());
  final Iris iris = new Iris(ledger.genesis().baseIri());
  private final Path directory;

  World(Path directory) {
    this.directory = directory;
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
  }

  static ProjectorSettings settings(Upkeep upkeep) {
    return new ProjectorSettings(
        25,
        1 << 20,
        1,
        Duration.ZERO,
        Duration.ofMillis(20),
        Duration.ofMillis(1),
        Duration.ofSeconds(30),
        upkeep,
        MappingRules.DEFAULTS);
  }

  Projector following(LineageGraph graph, Upkeep upkeep) {
    Projector projector = new Projector(ledger, graph, settings(upkeep));
    projector.start();
    return projector;
  }

  Path place(String name) {
    return directory.resolve(name);
  }

  LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(place(name), 1_000), iris);
  }

  long last() {
    return ledger.size() - 1;
  }

  /// Some more entries.
  void append(int count) {
    LedgerFiller.append(
        ledger,
        Entries.creditScoring().subList(0, count).stream()
            .map(event -> event.with(event.payload().utf8().replace("01a1f9b", "3000001")))
            .toList());
  }

  /// Fills a graph, and has it look as if other rules had made it, and something else beside.
  void fillByOtherRules(LineageGraph graph) {
    Cursor cursor = Rebuild.run(ledger, graph).orElseThrow();
    Cursor other =
        new Cursor(cursor.log(), cursor.position(), cursor.leafHash(), cursor.mappingVersion() + 1);
    graph.write(Optional.of(cursor), new GraphChange(List.of(), List.of(stray())), other);
  }

  /// What only other rules made.
  Quad stray() {
    return Quad.create(
        Quad.defaultGraphIRI, iris.run("stray"), Standard.RDF_TYPE, Standard.PROV_ACTIVITY);
  }

  boolean hasStray(LineageGraph graph) {
    return graph.read(this::hasStray);
  }

  boolean hasStray(DatasetGraph dataset) {
    return dataset.contains(stray());
  }

  List<String> rebuilt() {
    try (LineageGraph graph = open("rebuilt")) {
      Rebuild.run(ledger, graph);
      return quads(graph);
    }
  }

  static List<String> quads(LineageGraph graph) {
    return graph.read(World::quads);
  }

  static List<String> quads(DatasetGraph dataset) {
    return dataset.stream().map(World::text).sorted().toList();
  }

  private static String text(Quad quad) {
    return String.join(
        " ",
        NodeFmtLib.strNT(quad.getSubject()),
        NodeFmtLib.strNT(quad.getPredicate()),
        NodeFmtLib.strNT(quad.getObject()),
        quad.isDefaultGraph() ? "" : NodeFmtLib.strNT(quad.getGraph()));
  }

  /// The names in the directory of a graph.
  List<String> names(String graph) {
    try (Stream<Path> children = Files.list(place(graph))) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Waits until an exchange is over that shows in something: who reads the graph sees the other
  /// one a little before the first is put away.
  static void awaitOver(Projector projector, BooleanSupplier shows) {
    await(projector, () -> shows.getAsBoolean() && projector.renewal().isEmpty());
  }

  /// Waits until something about a projector holds.
  static void await(Projector projector, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s", projector.renewal()).isLessThan(deadline);
      projector.awaitPosition(Long.MAX_VALUE, Duration.ofMillis(20));
    }
  }

  @Override
  public void close() {
    gate.open();
    ledger.close();
  }
}
