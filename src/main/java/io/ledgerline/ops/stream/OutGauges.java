package io.ledgerline.ops.stream;

import io.ledgerline.stream.out.KafkaOutlet;
import io.ledgerline.stream.out.OutStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// Numbers about what is published to Kafka.
public final class OutGauges {

  private static final String WHAT = "what";

  private OutGauges() {}

  /// Registers every one.
  public static void register(MeterRegistry registry, KafkaOutlet outlet) {
    outlet.statuses().forEach(status -> register(registry, outlet, status.name()));
  }

  private static void register(MeterRegistry registry, KafkaOutlet outlet, String name) {
    gauge(outlet, name, "lag", status -> lag(outlet, status))
        .description("Entries that are in the ledger and not on the topic")
        .baseUnit("entries")
        .register(registry);
    gauge(outlet, name, "publishing", status -> status.isPublishing() ? 1 : 0)
        .description("Whether this replica publishes")
        .register(registry);
    gauge(outlet, name, "failures", OutStatus::failures)
        .description("How often in a row the newest attempt failed")
        .baseUnit("attempts")
        .register(registry);
    gauge(outlet, name, "generation", status -> status.generation().orElse(0))
        .description("The generation of the topic of the graph")
        .register(registry);
    counter(registry, outlet, name, "records", OutStatus::records);
    counter(registry, outlet, name, "bytes", OutStatus::bytes);
  }

  private static double lag(KafkaOutlet outlet, OutStatus status) {
    return outlet.lag(status).map(Long::doubleValue).orElse(Double.NaN);
  }

  private static Gauge.Builder<KafkaOutlet> gauge(
      KafkaOutlet outlet, String name, String number, ToDoubleFunction<OutStatus> value) {
    return Gauge.builder(
            "ledgerline.kafka.out." + number, outlet, o -> value.applyAsDouble(of(o, name)))
        .tag(WHAT, name);
  }

  private static void counter(
      MeterRegistry registry,
      KafkaOutlet outlet,
      String name,
      String number,
      ToDoubleFunction<OutStatus> value) {
    FunctionCounter.builder(
            "ledgerline.kafka.out." + number, outlet, o -> value.applyAsDouble(of(o, name)))
        .description("What was committed to the topic")
        .tag(WHAT, name)
        .register(registry);
  }

  private static OutStatus of(KafkaOutlet outlet, String name) {
    return outlet.statuses().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
