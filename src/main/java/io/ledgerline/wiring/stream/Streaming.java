package io.ledgerline.wiring.stream;

import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.stream.StreamGauges;
import io.ledgerline.ops.stream.StreamReadiness;
import io.ledgerline.stream.KafkaIntake;
import io.ledgerline.wiring.LedgerlineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/// Begins to read from Kafka when everything else has begun, and ends before it ends. Where no
/// broker is configured nothing of it is made.
@ApplicationScoped
class Streaming {

  private static final Logger LOG = Logger.getLogger(Streaming.class);
  private static final int LATE = 3_000;
  private static final int EARLY = 1_000;

  private volatile Optional<KafkaIntake> running = Optional.empty();

  void start(
      @Observes @Priority(LATE) StartupEvent event,
      LedgerlineConfig config,
      @Connector(KafkaConnector.CONNECTOR_NAME) Instance<KafkaConnector> connector,
      Intake intake,
      Ledger ledger,
      MeterRegistry registry) {
    StreamBeans.settings(config.kafka())
        .ifPresent(
            settings -> {
              KafkaIntake kafka =
                  new KafkaIntake(
                      settings,
                      connector.get(),
                      intake,
                      StreamBeans.caller(config.kafka(), ledger));
              StreamGauges.register(registry, kafka);
              running = Optional.of(kafka);
              kafka.start();
              LOG.infof(
                  "events are read from Kafka, %s: %s",
                  settings.bootstrapServers(),
                  settings.pattern().orElseGet(() -> settings.topics().toString()));
            });
  }

  void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
    running.ifPresent(KafkaIntake::close);
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck readiness() {
    return () -> new StreamReadiness(running).call();
  }
}
