package io.ledgerline.sparql;

import io.ledgerline.graph.execution.Budget;
import java.time.Duration;

/// The limits of the endpoint.
///
/// @param endpointIri the IRI that relative IRIs in a query are resolved against; never taken from
///   the request
/// @param threads how many queries run at once
/// @param queueMax how many wait for a thread; one more is refused
/// @param stackBytes the stack of a query thread: reserved, not committed; deeply nested queries
///   need it
/// @param timeout from the start of a query until it is broken off
/// @param queryBytesMax the size of a query's text in UTF-8
/// @param rowsMax the rows of a table, or the triples of a graph that is streamed
/// @param builtTriplesMax the triples of a graph in a form that is built in memory first (JSON-LD,
///   RDF/XML)
/// @param heldBytesMax what a query may keep in memory at once, as estimated: the nodes that a path
///   has seen, the rows that are sorted, grouped, joined or compared, the triples of a graph that
///   is built in memory
/// @param endGrace how long a query may go on that was told to end; then its thread is replaced
public record SparqlSettings(
    String endpointIri,
    int threads,
    int queueMax,
    int stackBytes,
    Duration timeout,
    int queryBytesMax,
    long rowsMax,
    long builtTriplesMax,
    long heldBytesMax,
    Duration endGrace) {

  /// The default of `endGrace`.
  public static final Duration END_GRACE = Duration.ofSeconds(10);

  /// With the default of `endGrace`.
  public SparqlSettings(
      String endpointIri,
      int threads,
      int queueMax,
      int stackBytes,
      Duration timeout,
      int queryBytesMax,
      long rowsMax,
      long builtTriplesMax,
      long heldBytesMax) {
    this(
        endpointIri,
        threads,
        queueMax,
        stackBytes,
        timeout,
        queryBytesMax,
        rowsMax,
        builtTriplesMax,
        heldBytesMax,
        END_GRACE);
  }

  /// Checks that every limit lets something through.
  ///
  /// @throws IllegalArgumentException if a limit is not positive
  public SparqlSettings {
    boolean positive =
        threads > 0
            && queueMax > 0
            && stackBytes > 0
            && timeout.isPositive()
            && queryBytesMax > 0
            && rowsMax > 0
            && builtTriplesMax > 0
            && heldBytesMax > 0
            && endGrace.isPositive();
    if (!positive) {
      throw new IllegalArgumentException("a limit of the SPARQL endpoint is not positive");
    }
  }

  /// 2 threads with 64 MiB stacks, 16 waiting, 30 s, 128 KiB of text, 100,000 rows, 50,000 triples
  /// built in memory, 64 MiB kept.
  public static SparqlSettings defaults(String endpointIri) {
    return new SparqlSettings(
        endpointIri,
        2,
        16,
        64 << 20,
        Duration.ofSeconds(30),
        128 << 10,
        100_000,
        50_000,
        Budget.BYTES_MAX);
  }
}
