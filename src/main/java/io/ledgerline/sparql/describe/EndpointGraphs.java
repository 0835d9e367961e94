package io.ledgerline.sparql.describe;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.sparql.computed.ComputedGraphs;
import io.ledgerline.sparql.computed.NotAsOfException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.jspecify.annotations.Nullable;

/// The graphs in which the endpoint describes itself.
///
/// Thread-safe. Statistics are counted when they are asked for, and at most once in a while.
public final class EndpointGraphs implements ComputedGraphs {

  /// What the IRI of the statistics has after that of the endpoint.
  public static final String VOID = "/.well-known/void";

  /// What the IRI of the example queries has after that of the endpoint.
  public static final String EXAMPLES = Examples.SUFFIX;

  private static final List<String> STORED = List.of("meta", "said", "again");

  private final LineageGraph graph;
  private final Iris iris;
  private final String endpoint;
  private final InstantSource clock;
  private final Duration statisticsAgeMax;
  private final Object lock = new Object();
  private @Nullable Graph statistics;
  private Instant countedAt = Instant.MIN;

  /// Of the endpoint with this IRI.
  ///
  /// @param statisticsAgeMax after which time statistics are counted again
  public EndpointGraphs(
      LineageGraph graph,
      Iris iris,
      String endpoint,
      InstantSource clock,
      Duration statisticsAgeMax) {
    this.graph = graph;
    this.iris = iris;
    this.endpoint = endpoint;
    this.clock = clock;
    this.statisticsAgeMax = statisticsAgeMax;
  }

  @Override
  public Optional<Graph> find(String iri, OptionalLong asOf) {
    if (iri.equals(endpoint)) {
      return Optional.of(ServiceDescription.of(endpoint, named()));
    }
    if (iri.equals(endpoint + EXAMPLES)) {
      return Optional.of(Examples.graph(endpoint));
    }
    if (!iri.equals(endpoint + VOID)) {
      return Optional.empty();
    }
    if (asOf.isPresent()) {
      throw new NotAsOfException("the statistics are counted of the graph as it is: without asOf");
    }
    return Optional.of(statistics());
  }

  private List<String> named() {
    List<String> stored = STORED.stream().map(name -> iris.graph(name).getURI()).toList();
    return Stream.concat(stored.stream(), Stream.of(endpoint + VOID, endpoint + EXAMPLES)).toList();
  }

  private Graph statistics() {
    synchronized (lock) {
      Graph known = statistics;
      Instant now = clock.instant();
      if (known == null || countedAt.plus(statisticsAgeMax).isBefore(now)) {
        known = graph.read(DatasetStatistics::of).graph(endpoint + VOID, endpoint, iris.base());
        statistics = known;
        countedAt = now;
      }
      return known;
    }
  }
}
