package io.ledgerline.wiring;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.Gauges;
import io.ledgerline.ops.VaultSchedule;
import io.ledgerline.pg.PgFence;
import io.ledgerline.projection.Projector;
import io.ledgerline.sparql.SparqlEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Opens everything before the first request and closes it after the last, in order: what cannot
/// start is known at once.
@ApplicationScoped
class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final Duration GAPS_MAX = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final LineageGraph graph;
  private final Projector projector;
  private final SparqlEndpoint sparql;
  private final VaultSchedule vault;

  Startup(
      Ledger ledger,
      LineageGraph graph,
      Projector projector,
      SparqlEndpoint sparql,
      VaultSchedule vault) {
    this.ledger = ledger;
    this.graph = graph;
    this.projector = projector;
    this.sparql = sparql;
    this.vault = vault;
  }

  void start(@Observes StartupEvent event, Pool pool, MeterRegistry registry) {
    new PgFence(pool)
        .gaps()
        .await()
        .atMost(GAPS_MAX)
        .forEach(gap -> LOG.warnf("the database does not refuse by itself: %s", gap));
    Gauges.register(registry, ledger, projector);
    projector.start();
    vault.start();
  }

  void stop(@Observes ShutdownEvent event) {
    vault.close();
    sparql.close();
    projector.close();
    graph.close();
    ledger.close();
  }
}
