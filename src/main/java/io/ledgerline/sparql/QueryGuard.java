package io.ledgerline.sparql;

import io.ledgerline.sparql.computed.GraphNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  /// Nothing that could end an IRI in a query's text.
  private static final Pattern ABSOLUTE =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\x00-\\x20<>\"{}|^`\\\\]*");

  private static final String PREFIXES =
      """
      PREFIX ll: <https://w3id.org/ledgerline/ns#>
      PREFIX prov: <http://www.w3.org/ns/prov#>
      PREFIX dcat: <http://www.w3.org/ns/dcat#>
      PREFIX dct: <http://purl.org/dc/terms/>
      PREFIX foaf: <http://xmlns.com/foaf/0.1/>
      PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
      PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
      PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
      PREFIX sh: <http://www.w3.org/ns/shacl#>
      PREFIX void: <http://rdfs.org/ns/void#>
      PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
      """;

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
        .then(query -> features(query).then(features -> guarded(query, features, request, accept)));
  }

  /// Checks a request for a whole graph.
  ///
  /// @param iri of the graph; empty for the default graph
  /// @param format the short name of a format, which beats the Accept header
  public Checked<GuardedQuery> checkGraph(
      Optional<String> iri, Optional<String> format, String accept) {
    if (iri.isPresent() && !ABSOLUTE.matcher(iri.get()).matches()) {
      return Checked.refused(
          Refusal.Kind.MALFORMED_REQUEST, "the name of a graph is an absolute IRI");
    }
    String pattern = iri.map(name -> "GRAPH <" + name + "> { ?s ?p ?o }").orElse("?s ?p ?o");
    String text = PREFIXES + "CONSTRUCT { ?s ?p ?o } WHERE { " + pattern + " }";
    return check(new SparqlRequest(text, List.of(), List.of(), format, false), accept)
        .then(query -> Checked.passed(iri.isPresent() ? query.ofGraphThatExists() : query));
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

  private static Checked<QueryFeatures> features(Query query) {
    try {
      QueryFeatures features = QueryFeatures.of(Algebra.compile(query));
      return features.forbidden().isEmpty()
          ? Checked.passed(features)
          : Checked.refused(
              Refusal.Kind.FORBIDDEN,
              "not allowed here: " + String.join(", ", features.forbidden()));
    } catch (StackOverflowError nested) {
      return nestedTooDeeply();
    }
  }

  private static Checked<GuardedQuery> guarded(
      Query query, QueryFeatures features, SparqlRequest request, String accept) {
    boolean graph = query.isConstructType() || query.isDescribeType();
    DatasetDescription graphs = graphs(query, request);
    Set<String> named = new TreeSet<>(features.graphs());
    named.addAll(graphs.getDefaultGraphURIs());
    named.addAll(graphs.getNamedGraphURIs());
    GraphNames names = new GraphNames(named, features.asksForAnyGraph());
    return AnswerFormat.choose(graph, request.format(), accept)
        .then(
            choice -> Checked.passed(new GuardedQuery(query, graphs, names, choice, false, false)))
        .then(checked -> Checked.passed(request.explain() ? checked.explained() : checked));
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
