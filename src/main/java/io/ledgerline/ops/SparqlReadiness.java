package io.ledgerline.ops;

import io.ledgerline.sparql.SparqlEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready as long as a query still gets a thread. Names those that do not end, though they were told
/// to.
@Readiness
@ApplicationScoped
public class SparqlReadiness implements HealthCheck {

  private final SparqlEndpoint endpoint;

  SparqlReadiness(SparqlEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("sparql");
    String stuck = String.join(", ", endpoint.stuck());
    if (!stuck.isEmpty()) {
      response.withData("stuck_queries", stuck);
    }
    if (!endpoint.isUsable()) {
      response.withData("reason", "every thread runs a query that does not end: restart");
    }
    return response.status(endpoint.isUsable()).build();
  }
}
