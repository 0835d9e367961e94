package io.ledgerline.ops;

import io.ledgerline.ledger.Ledger;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Ready when the ledger may write and the database answers.
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(LedgerReadiness.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final Ledger ledger;

  LedgerReadiness(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("ledger").withData("entries", ledger.size());
    Optional<String> reason = ledger.haltReason().or(this::databaseFailure);
    // Entries are still taken and durable: it is told, and does not take the service out.
    ledger.publishFault().ifPresent(text -> response.withData("publish_fault", text));
    reason.ifPresent(text -> response.withData("reason", text));
    return response.status(reason.isEmpty()).build();
  }

  private Optional<String> databaseFailure() {
    try {
      long last = Math.max(0, ledger.size() - 1);
      return ledger.entry(last).await().atMost(ANSWER_MAX).isPresent()
          ? Optional.empty()
          : Optional.of("the database has no entry " + last);
    } catch (TimeoutException silent) {
      return Optional.of("the database did not answer within " + ANSWER_MAX.toSeconds() + " s");
    } catch (RuntimeException failed) {
      LOG.debug("the database does not answer", failed);
      return Optional.of("the database does not answer");
    }
  }
}
