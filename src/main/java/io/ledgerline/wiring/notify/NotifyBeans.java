package io.ledgerline.wiring.notify;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.notify.NotifySettings;
import io.ledgerline.notify.Webhook;
import io.ledgerline.notify.WebhookSecret;
import io.ledgerline.notify.Webhooks;
import io.ledgerline.ops.webhook.HttpDelivery;
import io.ledgerline.pg.notify.PgNoticeCursors;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.WebhookConfig;
import io.ledgerline.wiring.database.Replica;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/// The webhooks.
final class NotifyBeans {

  private static final int PAGE_ENTRIES = 1_000;
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);

  NotifyBeans() {}

  @Produces
  @Singleton
  HttpDelivery delivery(Vertx vertx, LedgerlineConfig config) {
    return new HttpDelivery(vertx, config.webhook().timeout(), config.webhook().privateAddresses());
  }

  void close(@Disposes HttpDelivery delivery) {
    delivery.close();
  }

  @Produces
  @Singleton
  Webhooks webhooks(
      Ledger ledger,
      HttpDelivery delivery,
      LedgerlineConfig config,
      Pool pool,
      InstantSource clock,
      Replica replica) {
    WebhookConfig settings = config.webhook();
    try {
      return new Webhooks(
          read(settings),
          ledger,
          new PgNoticeCursors(pool),
          delivery,
          new NotifySettings(
              settings.retryMin(),
              settings.retryMax(),
              settings.idle(),
              settings.leaseDuration(),
              PAGE_ENTRIES,
              settings.recordBytesMax(),
              STORE_TIMEOUT),
          clock,
          replica.holder());
    } catch (IllegalArgumentException unusable) {
      throw new CannotStartException("ledgerline.webhook: " + unusable.getMessage(), unusable);
    }
  }

  private static List<Webhook> read(WebhookConfig settings) {
    return new TreeMap<>(settings.receivers())
        .entrySet().stream()
            .map(receiver -> webhook(receiver.getKey(), receiver.getValue()))
            .toList();
  }

  private static Webhook webhook(String name, WebhookConfig.Receiver config) {
    return new Webhook(
        name,
        URI.create(config.url()),
        WebhookSecret.parse(KeyFiles.text(config.secretFile())),
        config.types());
  }
}
