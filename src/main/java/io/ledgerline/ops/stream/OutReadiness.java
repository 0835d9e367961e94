package io.ledgerline.ops.stream;

import io.ledgerline.stream.out.KafkaOutlet;
import io.ledgerline.stream.out.OutStatus;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/// Tells how it stands with what is published to Kafka. A broker that does not answer takes nothing
/// out of service.
public record OutReadiness(Optional<KafkaOutlet> outlet) implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("kafka out");
    if (outlet.isEmpty()) {
      response.withData("configured", false);
    }
    outlet.ifPresent(
        running -> running.statuses().forEach(status -> tell(running, status, response)));
    return response.up().build();
  }

  private static void tell(
      KafkaOutlet running, OutStatus status, HealthCheckResponseBuilder response) {
    String name = status.name();
    response.withData(name + ": topic", status.topic());
    response.withData(name + ": publishing", status.isPublishing());
    running.lag(status).ifPresent(lag -> response.withData(name + ": lag", lag));
    status.fault().ifPresent(reason -> response.withData(name + ": fault", reason));
  }
}
