package io.ledgerline.ops.stream;

import io.ledgerline.stream.KafkaIntake;
import io.ledgerline.stream.StreamStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Numbers about what is read from Kafka.
public final class StreamGauges {

  private StreamGauges() {}

  /// Registers every one.
  public static void register(MeterRegistry registry, KafkaIntake kafka) {
    Map<String, ToDoubleFunction<StreamStatus>> outcomes =
        Map.of(
            "new", StreamStatus::recorded,
            "known", StreamStatus::known,
            "refused", StreamStatus::refused);
    outcomes.forEach(
        (outcome, count) ->
            FunctionCounter.builder(
                    "ledgerline.kafka.records", kafka, k -> count.applyAsDouble(k.status()))
                .description("Records that were settled")
                .tag("outcome", outcome)
                .register(registry));
    Gauge.builder("ledgerline.kafka.lag", kafka, k -> k.status().lag())
        .description("Records on the broker that are not committed, of this replica's partitions")
        .baseUnit("records")
        .register(registry);
    Gauge.builder("ledgerline.kafka.in.flight", kafka, k -> k.status().inFlight())
        .description("Records that are being recorded")
        .baseUnit("records")
        .register(registry);
  }
}
