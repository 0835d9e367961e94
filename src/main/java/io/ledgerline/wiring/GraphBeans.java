package io.ledgerline.wiring;

import io.ledgerline.dossier.DocumentStore;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.Digest;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.projection.facets.FacetMapping;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.facets.RefusedMappingException;
import io.ledgerline.wiring.config.GraphConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// The lineage graph and what fills it.
final class GraphBeans {

  private static final Logger LOG = Logger.getLogger(GraphBeans.class);

  GraphBeans() {}

  @Produces
  @Singleton
  Iris iris(Ledger ledger) {
    return new Iris(ledger.genesis().baseIri());
  }

  @Produces
  @Singleton
  LineageGraph graph(LedgerlineConfig config, Iris iris) {
    return LineageGraph.open(
        new GraphSettings(config.home().resolve("graph"), config.graph().nodeCacheEntries()), iris);
  }

  /// What is chosen of how entries become quads; with anything wrong in it nothing starts.
  @Produces
  @Singleton
  MappingRules rules(LedgerlineConfig config) {
    try {
      return new MappingRules(
          FacetMapping.of(config.graph().facets()), config.graph().derivationsMax());
    } catch (RefusedMappingException refused) {
      throw new CannotStartException(
          "ledgerline.graph.facets cannot be used: " + refused.getMessage(), refused);
    } catch (IllegalArgumentException refused) {
      throw new CannotStartException(
          "ledgerline.graph.derivations-max cannot be used: " + refused.getMessage(), refused);
    }
  }

  @Produces
  @Singleton
  Projector projector(
      Ledger ledger, LineageGraph graph, ProjectorSettings settings, LedgerlineConfig config) {
    DocumentStore documents = new DocumentStore(QueryBeans.documents(config));
    return new Projector(
        ledger,
        graph,
        settings,
        (erasure, units) -> {
          List<Digest> forgotten = documents.forget(erasure, units);
          if (!forgotten.isEmpty()) {
            LOG.infof("entry %d erased: %d documents deleted", erasure, forgotten.size());
          }
        });
  }

  @Produces
  @Singleton
  ProjectorSettings settings(LedgerlineConfig config, MappingRules rules) {
    LedgerlineConfig.Projection projection = config.projection();
    GraphConfig graph = config.graph();
    return new ProjectorSettings(
        projection.batchEntriesMax(),
        projection.batchBytesMax(),
        projection.busyEntriesMin(),
        projection.busyInterval(),
        projection.idleInterval(),
        projection.retryAfter(),
        projection.readTimeout(),
        new ProjectorSettings.Upkeep(
            graph.compactionGrowthFactor(),
            graph.compactionGrowthBytes(),
            graph.fillEntriesMax(),
            graph.freeBytesMin(),
            graph.renewalRetryAfter()),
        rules);
  }
}
