package io.ledgerline.fault.replica;

import io.ledgerline.fault.DrillDatabase;
import io.ledgerline.stream.BrokerProcess;
import io.ledgerline.wiring.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// Three services, begun as the page says.
final class Replicas implements AutoCloseable {

  /// Leases and pauses that a test need not wait for.
  private static final Map<String, String> QUICKLY =
      Map.of(
          "LEDGERLINE_ASSURANCE_GRACE", "PT1S",
          "LEDGERLINE_ASSURANCE_INTERVAL", "PT0.5S",
          "LEDGERLINE_ASSURANCE_LEASE_DURATION", "PT5S");

  private static final Duration UP_MAX = Duration.ofMinutes(3);

  private final List<Path> homes;
  private final List<Integer> ports;
  private final Map<String, String> environment;
  private final AtomicReferenceArray<ServiceProcess> running;

  private Replicas(List<Path> homes, Map<String, String> environment) {
    this.homes = homes;
    this.ports = homes.stream().map(home -> ServiceProcess.freePort()).toList();
    this.environment = environment;
    this.running = new AtomicReferenceArray<>(homes.size());
  }

  /// Begins the first, gives its keys to the others, and begins those.
  static Replicas start(HowToPage page, DrillDatabase database, BrokerProcess broker) {
    Map<String, String> environment = page.settings();
    environment.putAll(QUICKLY);
    environment.putAll(database.environment());
    environment.put("LEDGERLINE_KAFKA_BOOTSTRAP_SERVERS", broker.address());
    Replicas replicas = new Replicas(page.homes(), environment);
    try {
      replicas.start(List.of(0));
      if (!page.shareKeys().matches("(\\s*1\n){5}")) {
        throw new AssertionError("the keys are not shared");
      }
      replicas.start(IntStream.range(1, replicas.count()).boxed().toList());
      return replicas;
    } catch (AssertionError failed) {
      replicas.close();
      throw failed;
    }
  }

  /// How many there are.
  int count() {
    return homes.size();
  }

  /// Starts some at once, and waits until they are ready.
  void start(List<Integer> numbers) {
    numbers.forEach(
        number ->
            running.set(
                number,
                ServiceProcess.launch(homes.get(number), ports.get(number), environment, "serve")));
    numbers.stream()
        .map(this::get)
        .forEach(
            replica ->
                replica.await(() -> replica.get("/q/health/ready").statusCode() == 200, UP_MAX));
  }

  /// Ends one without a word.
  void kill(int number) {
    running.getAndSet(number, null).kill();
  }

  /// One that runs, if it does.
  Optional<ServiceProcess> find(int number) {
    return Optional.ofNullable(running.get(number));
  }

  /// One that runs.
  ServiceProcess get(int number) {
    return find(number).orElseThrow();
  }

  /// All that run.
  List<ServiceProcess> all() {
    return IntStream.range(0, count()).boxed().flatMap(n -> find(n).stream()).toList();
  }

  /// Where one has its graph.
  Path graph(int number) {
    return homes.get(number).resolve("graph");
  }

  /// Where one has its keys.
  Path keys(int number) {
    return homes.get(number).resolve("keys");
  }

  @Override
  public void close() {
    stop();
  }

  /// Ends those that run.
  void stop() {
    IntStream.range(0, count())
        .forEach(
            n -> Optional.ofNullable(running.getAndSet(n, null)).ifPresent(ServiceProcess::close));
  }
}
