package io.ledgerline.wiring;

import io.ledgerline.dossier.DossierSettings;
import io.ledgerline.dossier.ModelDossier;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.http.payload.PayloadSettings;
import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.CatalogueSettings;
import io.ledgerline.lineage.catalogue.EventTimes;
import io.ledgerline.lineage.column.ColumnLineage;
import io.ledgerline.projection.EntryGraphs;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.SparqlEndpoint;
import io.ledgerline.sparql.SparqlSettings;
import io.ledgerline.sparql.computed.ComputedGraphs;
import io.ledgerline.sparql.describe.EndpointGraphs;
import io.ledgerline.wiring.config.CatalogueConfig;
import io.ledgerline.wiring.config.DocumentsConfig;
import io.ledgerline.wiring.config.SparqlConfig;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// What is read from the graph: queries and documents.
final class QueryBeans {

  QueryBeans() {}

  @Produces
  @Singleton
  SparqlSettings sparqlSettings(LedgerlineConfig config, Iris iris) {
    SparqlConfig sparql = config.sparql();
    return new SparqlSettings(
        iris.base() + "/sparql",
        sparql.threads(),
        sparql.queueMax(),
        sparql.stackBytes(),
        sparql.timeout(),
        sparql.queryBytesMax(),
        sparql.rowsMax(),
        sparql.builtTriplesMax(),
        sparql.heldBytesMax(),
        sparql.endGrace());
  }

  @Produces
  @Singleton
  Lineage lineage(LineageGraph graph, Iris iris) {
    return new Lineage(graph, iris);
  }

  @Produces
  @Singleton
  ColumnLineage columnLineage(LineageGraph graph, Iris iris) {
    return new ColumnLineage(graph, iris);
  }

  @Produces
  @Singleton
  CatalogueSettings catalogueSettings(LedgerlineConfig config) {
    CatalogueConfig catalogue = config.catalogue();
    return new CatalogueSettings(
        catalogue.runsExaminedMax(), catalogue.entriesExaminedMax(), catalogue.namesExaminedMax());
  }

  @Produces
  @Singleton
  PayloadSettings payloadSettings(LedgerlineConfig config) {
    CatalogueConfig catalogue = config.catalogue();
    return new PayloadSettings(
        catalogue.pageMax(), catalogue.payloadsMax(), catalogue.readTimeout());
  }

  @Produces
  @Singleton
  Catalogue catalogue(LineageGraph graph, Iris iris, CatalogueSettings settings) {
    return new Catalogue(graph, iris, settings);
  }

  @Produces
  @Singleton
  EventTimes eventTimes(LineageGraph graph, Iris iris, CatalogueSettings settings) {
    return new EventTimes(graph, iris, settings);
  }

  @Produces
  @Singleton
  QueryGuard guard(SparqlSettings settings) {
    return new QueryGuard(settings);
  }

  @Produces
  @Singleton
  SparqlEndpoint endpoint(
      LedgerlineConfig config,
      LineageGraph graph,
      SparqlSettings settings,
      Ledger ledger,
      Projector projector,
      MappingRules rules,
      Iris iris,
      InstantSource clock,
      SecureRandom random) {
    EntryGraphs entries = new EntryGraphs(ledger, iris, projector.retractions(), rules);
    EndpointGraphs about =
        new EndpointGraphs(
            graph, iris, settings.endpointIri(), clock, config.sparql().statisticsAgeMax());
    ComputedGraphs computed = ComputedGraphs.firstOf(List.of(entries::find, about));
    return new SparqlEndpoint(graph, settings, computed, clock, random);
  }

  /// Where documents are kept.
  static Path documents(LedgerlineConfig config) {
    return config.documents().directory().orElse(config.home().resolve("documents"));
  }

  @Produces
  @Singleton
  ModelDossier dossier(
      LedgerlineConfig config,
      Ledger ledger,
      Intake intake,
      LineageGraph graph,
      Projector projector) {
    DocumentsConfig documents = config.documents();
    return new ModelDossier(
        ledger,
        intake,
        graph,
        projector,
        new DossierSettings(
            documents(config),
            "ledgerline "
                + ConfigProvider.getConfig().getValue("quarkus.application.version", String.class),
            documents.waitMax(),
            documents.retryAfter(),
            documents.versionsMax(),
            documents.decisionsMax()),
        Infrastructure.getDefaultWorkerPool());
  }
}
