package io.ledgerline.ops.webhook;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.notify.WebhookStatus;
import io.ledgerline.notify.Webhooks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Numbers about the receivers of notices, each with the webhook's name.
public final class WebhookGauges {

  private WebhookGauges() {}

  /// Registers every gauge.
  public static void register(MeterRegistry registry, Webhooks webhooks, Ledger ledger) {
    for (WebhookStatus webhook : webhooks.statuses()) {
      String name = webhook.name();
      Gauge.builder("ledgerline.webhook.lag", webhooks, all -> lag(of(all, name), ledger))
          .description("Entries that the webhook was not told of yet, wanted or not")
          .baseUnit("entries")
          .tag("webhook", name)
          .register(registry);
      Gauge.builder("ledgerline.webhook.failures", webhooks, all -> of(all, name).failures())
          .description("How often in a row the newest notice was not taken")
          .tag("webhook", name)
          .register(registry);
    }
  }

  /// NaN until the webhook's place is known.
  private static double lag(WebhookStatus webhook, Ledger ledger) {
    return webhook.next().isPresent()
        ? Math.max(0, ledger.size() - webhook.next().getAsLong())
        : Double.NaN;
  }

  private static WebhookStatus of(Webhooks webhooks, String name) {
    return webhooks.statuses().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
