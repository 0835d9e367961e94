package io.ledgerline.ops;

import io.ledgerline.anchor.AnchorFaults;
import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready unless the database is found not to be what its anchors say. An anchor that cannot be
/// kept, or stamped, is told, and does not take the service out: entries are durable all the same.
@Readiness
@ApplicationScoped
public class AnchorReadiness implements HealthCheck {

  private final Ledger ledger;
  private final AnchorKeeper keeper;
  private final AnchorFaults faults;

  AnchorReadiness(Ledger ledger, AnchorKeeper keeper, AnchorFaults faults) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.faults = faults;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("anchors")
            .withData("anchored_entries", keeper.newestSize())
            .withData("stamped_entries", keeper.stampedSize())
            .withData("entries", ledger.size());
    faults.byPlace().forEach((place, reason) -> response.withData("fault: " + place, reason));
    Optional<String> refusal = ledger.rollback();
    refusal.ifPresent(text -> response.withData("reason", text));
    return response.status(refusal.isEmpty()).build();
  }
}
