package io.ledgerline.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.net.URI;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The running service: says where it is, has done what was asked for, and stays until it is told
/// to end.
public final class Serving implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(Serving.class);

  private static @Nullable Installation installation;
  private static AfterStart task = AfterStart.STAY;

  /// For Quarkus.
  public Serving() {}

  /// What the next run rests on, and what it does.
  static void prepare(Installation below, AfterStart then) {
    installation = below;
    task = then;
  }

  @Override
  public int run(String... arguments) {
    Installation below = Objects.requireNonNull(installation, "Main prepares the service");
    String host = ConfigProvider.getConfig().getValue("quarkus.http.host", String.class);
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    URI url = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    LOG.infof("ledgerline answers at %s (%s)", url, below.describe());
    int code =
        task.run(
            new AfterStart.Started(
                url, Keys.in(below.home()).adminKey(), below.home(), below.describe()));
    if (code != AfterStart.STAY_UP) {
      return code;
    }
    Quarkus.waitForExit();
    return 0;
  }
}
