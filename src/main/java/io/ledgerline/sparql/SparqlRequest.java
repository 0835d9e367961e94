package io.ledgerline.sparql;

import java.util.List;
import java.util.Optional;

/// What a request of the SPARQL 1.1 protocol asks.
///
/// @param query the query's text
/// @param defaultGraphs `default-graph-uri`; with `namedGraphs` they override FROM and FROM NAMED
/// @param namedGraphs `named-graph-uri`
/// @param format the short name of a format, which beats the Accept header
/// @param explain whether to tell how the query would be run, instead of running it
public record SparqlRequest(
    String query,
    List<String> defaultGraphs,
    List<String> namedGraphs,
    Optional<String> format,
    boolean explain) {

  /// Copies the lists.
  public SparqlRequest {
    defaultGraphs = List.copyOf(defaultGraphs);
    namedGraphs = List.copyOf(namedGraphs);
  }
}
