package io.ledgerline.ops;

import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.RenewalStatus;
import io.ledgerline.sparql.SparqlEndpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

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

  /// Registers those of the graph, and of what fills it.
  public static void register(
      MeterRegistry registry, Projector projector, LineageGraph graph, InstantSource clock) {
    Gauge.builder(
            "ledgerline.projection.lag.time",
            projector,
            p -> p.waitingSince().map(since -> seconds(since, clock)).orElse(0.0))
        .description("How long the oldest entry waits that is not in the lineage graph yet")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("ledgerline.projection.errors", projector, Projector::errors)
        .description("Entries that are set aside in the lineage graph: they cannot be read")
        .baseUnit("entries")
        .register(registry);
    Gauge.builder(
            "ledgerline.graph.mapping.version",
            projector,
            p -> p.mappingVersion().orElse(Projector.ownMappingVersion()))
        .description("The version of the rules that the lineage graph was made by")
        .register(registry);
    Gauge.builder("ledgerline.graph.size", graph, LineageGraph::bytes)
        .description("What the lineage graph has on disk")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("ledgerline.graph.compacted.size", graph, g -> g.birth().compactedBytes())
        .description("What it had when it was last copied; 0 before")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder(
            "ledgerline.graph.compacted.time",
            graph,
            g -> g.compactedAt().map(at -> at.toEpochMilli() / 1_000.0).orElse(0.0))
        .description("When it was last copied, since 1970; 0 before")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("ledgerline.graph.renewal.running", projector, Gauges::isRenewing)
        .description("1 while another lineage graph is filled or copied")
        .register(registry);
    Gauge.builder(
            "ledgerline.graph.renewal",
            projector,
            p -> p.renewal().map(RenewalStatus::entries).orElse(0L))
        .description("Entries in another lineage graph that is being filled")
        .baseUnit("entries")
        .register(registry);
    Gauge.builder(
            "ledgerline.graph.renewal.needed",
            projector,
            p -> p.renewal().map(RenewalStatus::of).orElse(0L))
        .description("Entries that it needs to take the place of the one that answers")
        .baseUnit("entries")
        .register(registry);
  }

  /// Registers those of the SPARQL endpoint.
  public static void register(MeterRegistry registry, SparqlEndpoint sparql) {
    Gauge.builder("ledgerline.sparql.queries", sparql, s -> s.running().size())
        .description("Queries that run or wait")
        .register(registry);
    Gauge.builder("ledgerline.sparql.queries.stuck", sparql, s -> s.stuck().size())
        .description("Queries that do not end, though they were told to")
        .register(registry);
  }

  private static double isRenewing(Projector projector) {
    return projector.renewal().filter(status -> status.halt().isEmpty()).isPresent() ? 1 : 0;
  }

  private static double seconds(Instant since, InstantSource clock) {
    return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1_000.0);
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
