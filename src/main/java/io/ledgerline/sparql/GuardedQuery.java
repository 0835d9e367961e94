package io.ledgerline.sparql;

import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.DatasetDescription;

/// A query that may run.
///
/// Made by [QueryGuard] alone; holds for one execution.
public final class GuardedQuery {

  private final Query query;
  private final DatasetDescription graphs;
  private final AnswerFormat.Choice answer;

  GuardedQuery(Query query, DatasetDescription graphs, AnswerFormat.Choice answer) {
    this.query = query;
    this.graphs = graphs;
    this.answer = answer;
  }

  /// The parsed query, without FROM and FROM NAMED.
  Query query() {
    return query;
  }

  /// The graphs that it asks; empty for the whole store.
  DatasetDescription graphs() {
    return graphs;
  }

  /// The form of the answer.
  public AnswerFormat.Choice answer() {
    return answer;
  }
}
