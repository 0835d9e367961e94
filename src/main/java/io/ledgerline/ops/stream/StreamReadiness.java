package io.ledgerline.ops.stream;

import io.ledgerline.stream.KafkaIntake;
import io.ledgerline.stream.StreamStatus;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/// Tells how it stands with what is read from Kafka. A broker that does not answer takes nothing
/// out of service: over HTTP everything goes on.
public record StreamReadiness(Optional<KafkaIntake> kafka) implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("kafka");
    kafka.ifPresentOrElse(
        running -> {
          StreamStatus status = running.status();
          response.withData("records", status.recorded() + status.known() + status.refused());
          response.withData("lag", status.lag());
          status.fault().ifPresent(reason -> response.withData("fault", reason));
        },
        () -> response.withData("configured", false));
    return response.up().build();
  }
}
