package io.ledgerline.ops;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Tells how many findings are open, by kind. A finding takes nothing out of service.
@Readiness
@ApplicationScoped
public class AssuranceReadiness implements HealthCheck {

  private final Assurance assurance;

  AssuranceReadiness(Assurance assurance) {
    this.assurance = assurance;
  }

  @Override
  public HealthCheckResponse call() {
    AssuranceState state = assurance.state();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("findings").withData("open", state.open());
    state.openByKind().forEach((kind, count) -> response.withData("open: " + kind, count));
    state.failure().ifPresent(reason -> response.withData("reason", reason));
    if (state.isMine()) {
      response.withData("position", state.next() - 1);
    }
    return response.up().build();
  }
}
