package io.ledgerline.ops.webhook;

import io.ledgerline.notify.WebhookStatus;
import io.ledgerline.notify.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Tells how it stands with the receivers of notices. One that takes none takes nothing out of
/// service.
@Readiness
@ApplicationScoped
public class WebhookReadiness implements HealthCheck {

  private final Webhooks webhooks;

  WebhookReadiness(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("webhooks");
    for (WebhookStatus webhook : webhooks.statuses()) {
      String next = "next_entry: " + webhook.name();
      webhook
          .next()
          .ifPresentOrElse(
              index -> response.withData(next, index),
              () -> response.withData(next, "not known to this replica yet"));
      webhook.fault().ifPresent(reason -> response.withData("fault: " + webhook.name(), reason));
    }
    return response.up().build();
  }
}
