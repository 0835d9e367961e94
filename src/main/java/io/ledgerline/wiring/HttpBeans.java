package io.ledgerline.wiring;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import io.ledgerline.access.Policy;
import io.ledgerline.http.ApiKeys;
import io.ledgerline.http.ingest.IngestSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/// What the HTTP surface needs to know of keys and limits.
final class HttpBeans {

  HttpBeans() {}

  /// The administrator may do everything; who shows no key reads, or does not.
  @Produces
  @Singleton
  ApiKeys apiKeys(Keys keys, LedgerlineConfig config) {
    String host = ConfigProvider.getConfig().getValue("quarkus.http.host", String.class);
    Caller administrator = keys.administrator(LogIdentity.TENANT);
    Policy policy =
        new Policy(
            everyoneReads(config.access().readers(), host) ? Set.of(Permission.READ) : Set.of(),
            Map.of(administrator.keyId(), EnumSet.allOf(Permission.class)));
    boolean onlyDirectly = config.access().readers() == LedgerlineConfig.Readers.LOOPBACK;
    return new ApiKeys(Map.of(keys.adminKey(), administrator), policy, onlyDirectly);
  }

  @Produces
  @Singleton
  IngestSettings ingest(LedgerlineConfig config) {
    return new IngestSettings(config.ingest().bodyBytesMax(), config.ingest().inFlightBytesMax());
  }

  private static boolean everyoneReads(LedgerlineConfig.Readers readers, String host) {
    return switch (readers) {
      case EVERYONE -> true;
      case NOBODY -> false;
      case LOOPBACK -> isLoopback(host);
    };
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
