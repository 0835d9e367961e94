package io.ledgerline.wiring;

import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.dossier.ModelDossier;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.http.witness.Watching;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.AssuranceSchedule;
import io.ledgerline.ops.Gauges;
import io.ledgerline.ops.SegmentSchedule;
import io.ledgerline.ops.SweepSchedule;
import io.ledgerline.ops.VaultSchedule;
import io.ledgerline.pg.PgFence;
import io.ledgerline.projection.Projector;
import io.ledgerline.sparql.SparqlEndpoint;
import io.ledgerline.wiring.anchor.Anchoring;
import io.ledgerline.wiring.database.Replica;
import io.ledgerline.wiring.keys.KeyChange;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Opens everything before the first request and closes it after the last, in order: what cannot
/// start is known at once.
@ApplicationScoped
class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final Duration GAPS_MAX = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final LineageGraph graph;
  private final Projector projector;
  private final SparqlEndpoint sparql;
  private final AnchorKeeper anchors;
  private final VaultSchedule vault;
  private final SweepSchedule sweeps;
  private final SegmentSchedule segments;
  private final AssuranceSchedule assurance;
  private final Replica replica;

  Startup(
      Ledger ledger,
      LineageGraph graph,
      Projector projector,
      SparqlEndpoint sparql,
      AnchorKeeper anchors,
      VaultSchedule vault,
      SweepSchedule sweeps,
      SegmentSchedule segments,
      AssuranceSchedule assurance,
      Replica replica) {
    this.replica = replica;
    this.assurance = assurance;
    this.segments = segments;
    this.anchors = anchors;
    this.ledger = ledger;
    this.graph = graph;
    this.projector = projector;
    this.sparql = sparql;
    this.vault = vault;
    this.sweeps = sweeps;
  }

  void start(
      @Observes StartupEvent event,
      Pool pool,
      MeterRegistry registry,
      Anchoring anchoring,
      KeyChange keyChange,
      Watching watching,
      ModelDossier dossier,
      InstantSource clock,
      LedgerlineConfig config) {
    new PgFence(pool)
        .gaps()
        .await()
        .atMost(GAPS_MAX)
        .forEach(gap -> LOG.warnf("the database does not refuse by itself: %s", gap));
    Gauges.register(registry, ledger, projector);
    Gauges.register(registry, projector, graph, clock);
    Gauges.register(registry, sparql);
    Gauges.register(registry, anchors);
    sayWhereAnchorsAre(anchoring, config);
    keyChange.make(config.log().continues());
    dossier
        .keepWhatEveryBundleHas()
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("entries of every bundle are not kept as files: %s", failure));
    watching
        .watch()
        .ifPresent(
            watch ->
                LOG.infof("a witness of %s, as %s", watch.origins(), watch.cosignerKey().text()));
    anchors.start();
    projector.start();
    vault.start();
    sweeps.start(registry);
    segments.start();
    assurance.start(registry);
  }

  private static void sayWhereAnchorsAre(Anchoring anchoring, LedgerlineConfig config) {
    Optional<Path> database =
        config.db().url().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.dataDirectory(config.home()));
    List<Path> beside = anchoring.besideDatabase(database);
    LOG.infof("checkpoints are anchored in %s", anchoring.directories());
    if (beside.containsAll(anchoring.directories())) {
      LOG.warnf(
          "the anchors lie beside the database: whoever can change the one can change the other,"
              + " and a backup of the disk brings both back. Name a directory on another disk or"
              + " machine in ledgerline.anchor.directories");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    assurance.close();
    sweeps.close();
    segments.close();
    vault.close();
    sparql.close();
    projector.close();
    graph.close();
    anchors.close();
    replica.release(ledger.genesis().log());
    ledger.close();
  }
}
