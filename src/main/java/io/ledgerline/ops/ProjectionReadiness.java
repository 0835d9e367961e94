package io.ledgerline.ops;

import io.ledgerline.projection.Projector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the lineage graph follows the ledger, however far behind it is, and whatever other
/// graph is being filled to take its place.
@Readiness
@ApplicationScoped
public class ProjectionReadiness implements HealthCheck {

  private final Projector projector;

  ProjectionReadiness(Projector projector) {
    this.projector = projector;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("lineage graph")
            .withData("position", projector.position())
            .withData("lag_entries", projector.lag());
    projector.mappingVersion().ifPresent(version -> response.withData("mapping_version", version));
    projector.renewal().ifPresent(status -> response.withData("renewal", status.text()));
    if (projector.errors() > 0) {
      response.withData("entries_set_aside", projector.errors());
    }
    Optional<String> reason =
        projector.isFollowing() ? projector.failure() : Optional.of("the projector has stopped");
    reason.ifPresent(text -> response.withData("reason", text));
    return response.status(reason.isEmpty()).build();
  }
}
