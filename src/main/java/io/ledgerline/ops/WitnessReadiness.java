package io.ledgerline.ops;

import io.ledgerline.anchor.witness.WitnessStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Tells how it stands with the witnesses of the log. A witness that does not answer, or says what
/// it does not show, takes nothing out of service; what one shows may stop the ledger, and the
/// check of the ledger says why.
@Readiness
@ApplicationScoped
public class WitnessReadiness implements HealthCheck {

  private final WitnessStatus.Source witnesses;

  WitnessReadiness(WitnessStatus.Source witnesses) {
    this.witnesses = witnesses;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("witnesses");
    for (WitnessStatus witness : witnesses.all()) {
      response.withData("cosigned_entries: " + witness.name(), witness.cosignedSize());
      witness.fault().ifPresent(reason -> response.withData("fault: " + witness.name(), reason));
    }
    return response.up().build();
  }
}
