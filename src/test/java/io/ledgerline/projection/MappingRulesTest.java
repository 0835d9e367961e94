package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.projection.derived.Derivation;
import io.ledgerline.projection.facets.FacetMapping;
import io.ledgerline.projection.facets.FacetsPage;
import io.ledgerline.projection.facets.FacetsPageTest;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What an installation chooses of how entries become quads.
@Execution(ExecutionMode.CONCURRENT)
class MappingRulesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Node COST = Iris.node("https://acme.example/ns#cost");
  private static final MappingRules MAPPED =
      new MappingRules(
          FacetMapping.of(Map.of("acme_spend", Map.of("/total", COST.getURI()))),
          Derivation.PAIRS_MAX);
  private static final MappingRules WORDS =
      new MappingRules(
          FacetMapping.of(
              Map.of(
                  "run:acme",
                  Map.of("/depth/of", "urn:acme:depth", "/words", "urn:acme:word"),
                  "acme_0",
                  Map.of("/depth/of", "urn:acme:zero"),
                  "sql",
                  Map.of("/query", "urn:acme:query"))),
          3);

  @TempDir Path directory;

  @Test
  void findsTheEntriesThatHoldAFacetThatNobodyKnows() {
    // When
    ScratchGraph graph = new ScratchGraph().project(List.of(spend(1, 9), spend(2, 12)), 10);

    // Then
    assertThat(FacetsPageTest.rows(graph.dataset(), prefixed(FacetsPage.UNKNOWN)))
        .extracting(List::getLast)
        .containsExactlyInAnyOrder(entry(graph, 1), entry(graph, 2));
  }

  @Test
  void findsWhatAFacetIsMappedToAndTheEntryThatItIsFrom() {
    // When
    ScratchGraph graph = new ScratchGraph(MAPPED).project(List.of(spend(2, 12), spend(1, 9)), 10);

    // Then
    assertThat(FacetsPageTest.rows(graph.dataset(), prefixed(FacetsPage.MAPPED)))
        .singleElement()
        .satisfies(row -> assertThat(row).contains("12", entry(graph, 1)));
  }

  @Test
  void makesTheSameGraphOfMappedFacetsInAnyOrder() {
    for (long seed = 1; seed < 60; seed += 2) {
      // Given
      List<Entries.Event> events = Scenario.of(seed);
      List<String> expected = new ScratchGraph(WORDS).project(events, 1_000).quads();

      for (long order = 0; order < 4; order++) {
        // When
        List<String> quads = new ScratchGraph(WORDS).projectShuffled(events, order).quads();

        // Then
        assertThat(quads).as("seed %s, order %s", seed, order).isEqualTo(expected);
      }
    }
  }

  @Test
  void fillsTheGraphAnewWhenTheMappingIsAnotherAndNotWhenItIsTheSame() {
    // Given
    Ledger ledger = TestLedgers.open();
    Iris iris = new Iris(ledger.genesis().baseIri());
    LedgerFiller.append(ledger, List.of(spend(1, 9)));
    try (LineageGraph graph = LineageGraph.open(GraphSettings.in(directory), iris)) {
      follow(ledger, graph, MappingRules.DEFAULTS);
      assertThat(costs(graph)).isZero();

      // When
      follow(ledger, graph, MAPPED);
      Cursor mapped = graph.cursor().orElseThrow();
      long filled = costs(graph);
      mark(graph, mapped);
      follow(ledger, graph, MAPPED);

      // Then
      assertThat(filled).isEqualTo(1);
      assertThat(mapped.mappingVersion()).isEqualTo(Projection.MAPPING_VERSION);
      assertThat(mapped.mappingDigest()).hasSize(32).isEqualTo(MAPPED.digest());
      assertThat(isMarked(graph)).as("the same rules leave the graph as it is").isTrue();

      // When
      follow(ledger, graph, MappingRules.DEFAULTS);

      // Then
      assertThat(costs(graph)).isZero();
      assertThat(isMarked(graph)).isFalse();
      assertThat(graph.cursor().orElseThrow().mappingDigest()).isEmpty();
    } finally {
      ledger.close();
    }
  }

  @Test
  void saysOfARunAndInAnAnswerThatMoreCameFromWhatThanIsStored() {
    // Given
    Ledger ledger = TestLedgers.open();
    Iris iris = new Iris(ledger.genesis().baseIri());
    LedgerFiller.append(ledger, Entries.creditScoring());
    MappingRules none = new MappingRules(FacetMapping.NONE, 0);
    try (LineageGraph graph = LineageGraph.open(GraphSettings.in(directory), iris)) {
      // When
      follow(ledger, graph, none);
      LineageView view =
          new Lineage(graph, iris)
              .upstream(
                  NodeId.parse("dataset:file:/srv/lake/credit/features/train").orElseThrow(),
                  20,
                  1_000)
              .orElseThrow();

      // Then
      assertThat(view.capped()).isNotEmpty().allMatch(iri -> iri.startsWith(iris.base()));
      assertThat(view.edges()).isNotEmpty();
      follow(ledger, graph, MappingRules.DEFAULTS);
      assertThat(
              graph.<Boolean>read(
                  store ->
                      store
                          .getDefaultGraph()
                          .contains(Node.ANY, Vocabulary.DERIVATIONS_CAPPED, Node.ANY)))
          .isFalse();
    } finally {
      ledger.close();
    }
  }

  private static void follow(Ledger ledger, LineageGraph graph, MappingRules rules) {
    ProjectorSettings settings =
        new ProjectorSettings(
            25,
            1 << 20,
            1,
            Duration.ZERO,
            Duration.ofMillis(50),
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            ProjectorSettings.Upkeep.DEFAULTS,
            rules);
    try (Projector projector = new Projector(ledger, graph, settings)) {
      projector.start();
      // A graph of other rules answers until the one of these has caught up.
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isBy(graph, rules) && System.nanoTime() < deadline) {
        projector.awaitPosition(Long.MAX_VALUE, Duration.ofMillis(20));
      }
      assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE)).isTrue();
    }
  }

  private static boolean isBy(LineageGraph graph, MappingRules rules) {
    return graph.cursor().filter(at -> at.mappingDigest().equals(rules.digest())).isPresent();
  }

  private static long costs(LineageGraph graph) {
    return graph.<Long>read(
        store -> store.getDefaultGraph().stream(Node.ANY, COST, Node.ANY).count());
  }

  private static void mark(LineageGraph graph, Cursor cursor) {
    Quad quad = Quad.create(Quad.defaultGraphIRI, COST, COST, COST);
    graph.write(Optional.of(cursor), new GraphChange(List.of(), List.of(quad)), cursor);
  }

  private static boolean isMarked(LineageGraph graph) {
    return graph.<Boolean>read(store -> store.getDefaultGraph().contains(COST, COST, COST));
  }

  private static Entries.Event spend(int second, int total) {
    return Entries.Event.lineage(
        """
        {"eventType":"RUNNING","eventTime":"2026-01-01T00:00:%02dZ","producer":"urn:p",
        "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"r","facets":{"acme_spend":{"total":%d}}},
        "job":{"namespace":"j","name":"a"}}
        """
            .formatted(second, total));
  }

  private static String entry(ScratchGraph graph, long index) {
    return graph.iris().entry(index).getURI();
  }

  private static String prefixed(String query) {
    return "PREFIX ll: <" + Vocabulary.LL + "> PREFIX prov: <http://www.w3.org/ns/prov#> " + query;
  }
}
