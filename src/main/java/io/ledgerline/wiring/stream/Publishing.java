package io.ledgerline.wiring.stream;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.stream.OutGauges;
import io.ledgerline.ops.stream.OutReadiness;
import io.ledgerline.pg.notify.PgNoticeCursors;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.stream.out.KafkaOutlet;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.database.Replica;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Begins to publish when everything else has begun, and ends before it ends. Where nothing is to
/// be published nothing of it is made.
@ApplicationScoped
class Publishing {

  private static final Logger LOG = Logger.getLogger(Publishing.class);
  private static final int LATE = 3_000;
  private static final int EARLY = 1_000;
  private static final String DIRECTORY = "graph-out";

  private volatile Optional<KafkaOutlet> running = Optional.empty();

  void start(
      @Observes @Priority(LATE) StartupEvent event,
      LedgerlineConfig config,
      Ledger ledger,
      Iris iris,
      ProjectorSettings projection,
      Pool pool,
      Replica replica,
      InstantSource clock,
      MeterRegistry registry) {
    StreamBeans.outSettings(config.kafka())
        .ifPresent(
            settings -> {
              KafkaOutlet outlet =
                  new KafkaOutlet(
                      new KafkaOutlet.Setup(
                          ledger,
                          settings,
                          (duty, duration) -> replica.hold(ledger.genesis().log(), duty, duration),
                          new PgNoticeCursors(pool),
                          () -> graph(config, iris),
                          projection,
                          clock));
              OutGauges.register(registry, outlet);
              running = Optional.of(outlet);
              outlet.start();
              LOG.infof(
                  "what the ledger says is published to Kafka, %s: %s",
                  settings.bootstrapServers(), settings.examples());
            });
  }

  void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
    running.ifPresent(KafkaOutlet::close);
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck readiness() {
    return () -> new OutReadiness(running).call();
  }

  private static LineageGraph graph(LedgerlineConfig config, Iris iris) {
    return LineageGraph.open(
        new GraphSettings(config.home().resolve(DIRECTORY), config.graph().nodeCacheEntries()),
        iris);
  }
}
