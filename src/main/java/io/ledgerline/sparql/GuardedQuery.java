package io.ledgerline.sparql;

import io.ledgerline.sparql.computed.GraphNames;
import java.io.OutputStream;
import org.apache.jena.atlas.io.IndentedWriter;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.syntax.ElementGroup;

/// A query that may run.
///
/// Made by [QueryGuard] alone; holds for one execution.
public final class GuardedQuery {

  private static final String EXPLANATION = "text/plain; charset=utf-8";

  private final Query query;
  private final DatasetDescription graphs;
  private final GraphNames names;
  private final AnswerFormat.Choice answer;
  private final boolean graphMustExist;
  private final boolean isExplained;

  GuardedQuery(
      Query query,
      DatasetDescription graphs,
      GraphNames names,
      AnswerFormat.Choice answer,
      boolean graphMustExist,
      boolean isExplained) {
    this.query = query;
    this.graphs = graphs;
    this.names = names;
    this.answer = answer;
    this.graphMustExist = graphMustExist;
    this.isExplained = isExplained;
  }

  /// The same, of a graph that is there only if something is in it.
  GuardedQuery ofGraphThatExists() {
    return new GuardedQuery(query, graphs, names, answer, true, isExplained);
  }

  /// The same, to be explained instead of answered.
  GuardedQuery explained() {
    AnswerFormat.Choice text = new AnswerFormat.Choice(answer.format(), EXPLANATION);
    return new GuardedQuery(query, graphs, names, text, graphMustExist, true);
  }

  /// Whether the answer is how the query would be run.
  boolean isExplained() {
    return isExplained;
  }

  /// The parsed query, without FROM and FROM NAMED.
  Query query() {
    return query;
  }

  /// What ARQ runs of it: all of it, but of DESCRIBE only the search for what is to be described.
  Query executable() {
    if (!query.isDescribeType()) {
      return query;
    }
    Query search = query.cloneQuery();
    if (search.getQueryPattern() == null) {
      search.setQueryPattern(new ElementGroup());
      search.setQueryResultStar(true);
    }
    search.setQuerySelectType();
    return search;
  }

  /// The graphs that it asks; empty for the whole store.
  DatasetDescription graphs() {
    return graphs;
  }

  /// The graphs that it names, in whatever way.
  GraphNames names() {
    return names;
  }

  /// Whether an answer without a triple means that there is no such graph.
  boolean graphMustExist() {
    return graphMustExist;
  }

  /// The form of the answer.
  public AnswerFormat.Choice answer() {
    return answer;
  }

  /// Writes how it would be run: its algebra, as it is written, as it is optimised, and as the
  /// store gets it. Takes time and stack as running it does: for a query's thread alone.
  void explain(OutputStream out) {
    Op written = Algebra.compile(query);
    Op optimised = Algebra.optimize(written);
    IndentedWriter text = new IndentedWriter(out);
    text.println("# algebra");
    written.output(text);
    text.println("\n# optimised");
    optimised.output(text);
    text.println("\n# over quads");
    Algebra.toQuadForm(optimised).output(text);
    text.println();
    text.flush();
  }
}
