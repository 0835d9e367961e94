package io.ledgerline.sparql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.update.UpdateFactory;

/// Parses a query and refuses, before it runs, what must not run.
///
/// The settings under which [SparqlEndpoint] runs a query are the boundary; the checks here exist
/// so that the person who asked is told. Thread-safe.
public final class QueryGuard {

  private static final Syntax SYNTAX = Syntax.syntaxSPARQL_12;

  private final SparqlSettings settings;

  /// A guard with these limits.
  public QueryGuard(SparqlSettings settings) {
    this.settings = settings;
    ArqSafety.apply();
  }

  /// Checks a request.
  ///
  /// @param accept the Accept header, its lines joined by commas; empty accepts anything
  public Checked<GuardedQuery> check(SparqlRequest request, String accept) {
    return checkSize(request.query())
        .then(this::parse)
        .then(QueryGuard::checkFeatures)
        .then(query -> guarded(query, request, accept));
  }

  private Checked<String> checkSize(String text) {
    int max = settings.queryBytesMax();
    boolean fits = text.length() <= max && text.getBytes(StandardCharsets.UTF_8).length <= max;
    return fits
        ? Checked.passed(text)
        : Checked.refused(
            Refusal.Kind.TOO_LARGE, "the text of a query has at most " + max + " bytes");
  }

  private Checked<Query> parse(String text) {
    try {
      return Checked.passed(QueryFactory.create(text, settings.endpointIri(), SYNTAX));
    } catch (QueryParseException syntax) {
      if (syntax.getCause() instanceof StackOverflowError) {
        return nestedTooDeeply();
      }
      return isUpdate(text)
          ? Checked.refused(Refusal.Kind.UPDATE, "this endpoint only reads; the text is an update")
          : Checked.refused(Refusal.Kind.SYNTAX, String.valueOf(syntax.getMessage()));
    } catch (QueryException malformed) {
      return Checked.refused(Refusal.Kind.SYNTAX, String.valueOf(malformed.getMessage()));
    } catch (StackOverflowError nested) {
      return nestedTooDeeply();
    }
  }

  private boolean isUpdate(String text) {
    try {
      return !UpdateFactory.create(text, settings.endpointIri()).getOperations().isEmpty();
    } catch (QueryException neither) {
      return false;
    }
  }

  private static Checked<Query> checkFeatures(Query query) {
    try {
      Set<String> forbidden = ForbiddenFeatures.of(Algebra.compile(query));
      return forbidden.isEmpty()
          ? Checked.passed(query)
          : Checked.refused(
              Refusal.Kind.FORBIDDEN, "not allowed here: " + String.join(", ", forbidden));
    } catch (StackOverflowError nested) {
      return nestedTooDeeply();
    }
  }

  private static Checked<GuardedQuery> guarded(Query query, SparqlRequest request, String accept) {
    boolean graph = query.isConstructType() || query.isDescribeType();
    return AnswerFormat.choose(graph, request.format(), accept)
        .then(choice -> Checked.passed(new GuardedQuery(query, graphs(query, request), choice)));
  }

  /// The protocol's graphs override the query's (SPARQL 1.1 protocol, section 2.1.4).
  private static DatasetDescription graphs(Query query, SparqlRequest request) {
    DatasetDescription asked =
        DatasetDescription.create(request.defaultGraphs(), request.namedGraphs());
    DatasetDescription graphs =
        asked.isEmpty()
            ? DatasetDescription.create(
                List.copyOf(query.getGraphURIs()), List.copyOf(query.getNamedGraphURIs()))
            : asked;
    query.getGraphURIs().clear();
    query.getNamedGraphURIs().clear();
    return graphs;
  }

  private static <T> Checked<T> nestedTooDeeply() {
    return Checked.refused(Refusal.Kind.TOO_LARGE, "the query is nested too deeply");
  }
}
