package io.ledgerline.wiring.notify;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.notify.Webhooks;
import io.ledgerline.ops.webhook.WebhookGauges;
import io.ledgerline.wiring.LedgerlineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/// Begins to notify when everything else has begun, and ends before it ends.
@ApplicationScoped
class Notifying {

  private static final Logger LOG = Logger.getLogger(Notifying.class);
  private static final int LATE = 3_000;
  private static final int EARLY = 2_000;

  private final Webhooks webhooks;

  Notifying(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  void start(
      @Observes @Priority(LATE) StartupEvent event,
      MeterRegistry registry,
      Ledger ledger,
      LedgerlineConfig config) {
    // Some receivers have their secret in the path: the host is enough to know one by.
    new TreeMap<>(config.webhook().receivers())
        .forEach(
            (name, receiver) ->
                LOG.infof(
                    "the webhook %s tells %s of %s",
                    name, URI.create(receiver.url()).getHost(), new TreeSet<>(receiver.types())));
    WebhookGauges.register(registry, webhooks, ledger);
    webhooks.start();
  }

  void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
    webhooks.close();
  }
}
