package io.ledgerline.ops;

import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.projection.Projector;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Numbers to draw.
public final class Gauges {

  private Gauges() {}

  /// Registers every gauge.
  public static void register(MeterRegistry registry, Ledger ledger, Projector projector) {
    Gauge.builder("ledgerline.ledger.entries", ledger, Ledger::size)
        .description("Entries that are durable")
        .register(registry);
    Gauge.builder("ledgerline.ledger.halted", ledger, l -> l.haltReason().isPresent() ? 1 : 0)
        .description("1 when the ledger writes no more")
        .register(registry);
    Gauge.builder("ledgerline.projection.lag", projector, Projector::lag)
        .description("Entries that are not in the lineage graph yet")
        .baseUnit("entries")
        .register(registry);
  }

  /// Registers those of the anchors.
  public static void register(MeterRegistry registry, AnchorKeeper anchors) {
    Gauge.builder("ledgerline.anchor.entries", anchors, AnchorKeeper::newestSize)
        .description("Entries that the newest anchor covers")
        .register(registry);
    Gauge.builder("ledgerline.anchor.stamped.entries", anchors, AnchorKeeper::stampedSize)
        .description("Entries that the newest anchor with a timestamp covers")
        .register(registry);
  }
}
