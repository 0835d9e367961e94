package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The SPARQL endpoint.
public interface SparqlConfig {

  /// How many queries run at once.
  @WithDefault("2")
  int threads();

  /// How many queries wait for a thread; one more is refused.
  @WithDefault("16")
  int queueMax();

  /// The stack of a query thread in bytes: reserved, not committed.
  @WithDefault("67108864")
  int stackBytes();

  /// From the start of a query until it is broken off.
  @WithDefault("PT30S")
  Duration timeout();

  /// The size of a query's text in bytes.
  @WithDefault("131072")
  int queryBytesMax();

  /// The rows of a table, or the triples of a graph that is streamed.
  @WithDefault("100000")
  long rowsMax();

  /// The triples of a graph in a form that is built in memory first (JSON-LD, RDF/XML).
  @WithDefault("50000")
  long builtTriplesMax();

  /// What a query may keep in memory at once, in bytes as estimated.
  @WithDefault("67108864")
  long heldBytesMax();

  /// How long a query may go on that was told to end; then its thread is replaced.
  @WithDefault("PT10S")
  Duration endGrace();

  /// How old statistics of the graph (VoID) may be before they are counted again.
  @WithDefault("PT1H")
  Duration statisticsAgeMax();
}
