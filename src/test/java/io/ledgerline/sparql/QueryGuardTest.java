package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.XSD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused before it runs, and in which form the rest is answered.
class QueryGuardTest {

  private static final SparqlSettings SETTINGS =
      SparqlSettings.defaults("https://ledger.example/sparql");

  private final QueryGuard guard = new QueryGuard(SETTINGS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://elsewhere.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE SILENT ?s { ?a ?b ?c } } }",
        "SELECT * { ?s ?p ?o { SELECT ?s { SERVICE <http://elsewhere.example/> { ?s ?p ?o } } } }",
        "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <http://elsewhere.example/> { ?s ?p ?o }"
            + " })"
      })
  void refusesServiceWhereverItHides(String query) {
    // When
    Checked<GuardedQuery> checked = check(query);

    // Then
    assertThat(refusal(checked))
        .isEqualTo(new Refusal(Refusal.Kind.FORBIDDEN, "not allowed here: SERVICE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#encode-for-uri", "#round", "#round-half-to-even", "/math#pow"})
  void refusesAFunctionThatMakesSomethingOfAnyLength(String function) {
    // Given
    String iri = "http://www.w3.org/2005/xpath-functions" + function;

    // When
    Checked<GuardedQuery> checked = check("SELECT (<" + iri + ">(10, 10) AS ?x) {}");

    // Then
    assertThat(refusal(checked))
        .isEqualTo(new Refusal(Refusal.Kind.FORBIDDEN, "not allowed here: function <" + iri + ">"));
  }

  @Test
  void remembersNoDatatypeOfAQuery() {
    // When
    check("SELECT * { ?s ?p 'x'^^<urn:datatype:unknown>, 1 }");

    // Then
    assertThat(TypeMapper.getInstance().getTypeByName("urn:datatype:unknown")).isNull();
    assertThat(TypeMapper.getInstance().getTypeByName(XSD.integer.getURI())).isNotNull();
    assertThat(NodeFactory.getType("urn:datatype:unknown"))
        .isEqualTo(NodeFactory.getType("urn:datatype:unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (<java:java.lang.System.exit>(1) AS ?x) {}",
        "SELECT * { BIND (<java:java.lang.System.exit>(1) AS ?x) }",
        "SELECT * { ?s ?p ?o FILTER (<java:java.lang.System.exit>(?o)) }",
        "SELECT * { ?s ?p ?o } ORDER BY <java:java.lang.System.exit>(?o)",
        "SELECT (SUM(<java:java.lang.System.exit>(?o)) AS ?x) { ?s ?p ?o }",
        "SELECT ?k (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (<java:java.lang.System.exit>(?o) AS ?k)",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (<java:java.lang.System.exit>(1))",
        "SELECT * { ?s ?p ?o FILTER NOT EXISTS { FILTER (<java:java.lang.System.exit>(?o)) } }"
      })
  void refusesAFunctionThatLoadsAClassWhereverItHides(String query) {
    // When
    Checked<GuardedQuery> checked = check(query);

    // Then
    assertThat(refusal(checked))
        .isEqualTo(
            new Refusal(
                Refusal.Kind.FORBIDDEN, "not allowed here: function <java:java.lang.System.exit>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://jena.apache.org/ARQ/function#wait",
        "http://jena.apache.org/ARQ/function#print",
        "http://example.org/unknown"
      })
  void refusesEveryFunctionOffTheList(String iri) {
    // When
    Checked<GuardedQuery> checked = check("SELECT (<" + iri + ">(1) AS ?x) {}");

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
  }

  @Test
  void permitsTheFunctionsOfTheW3c() {
    // Given
    String query =
        """
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        PREFIX math: <http://www.w3.org/2005/xpath-functions/math#>
        SELECT (xsd:integer("7") AS ?a) (math:sqrt(4) AS ?b) (CONCAT("x", STR(?s)) AS ?c)
          (REGEX("x", "x") AS ?d)
        { ?s ?p ?o }
        """;

    // When
    Checked<GuardedQuery> checked = check(query);

    // Then
    assertThat(checked).isInstanceOf(Checked.Passed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOAD <http://elsewhere.example/data.ttl>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL"
      })
  void refusesUpdatesByName(String update) {
    // When
    Checked<GuardedQuery> checked = check(update);

    // Then
    assertThat(refusal(checked))
        .isEqualTo(
            new Refusal(Refusal.Kind.UPDATE, "this endpoint only reads; the text is an update"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# nothing but a remark", "PREFIX a: <urn:a>"})
  void doesNotTakeATextThatAsksNothingForAnUpdate(String text) {
    // When
    Checked<GuardedQuery> checked = check(text);

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.SYNTAX);
  }

  @Test
  void saysWhereTheSyntaxIsWrong() {
    // When
    Checked<GuardedQuery> checked = check("SELECT ?s {\n ?s ?p }");

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.SYNTAX);
    assertThat(refusal(checked).detail()).contains("line 2");
  }

  @Test
  void knowsNoSyntaxBeyondTheStandard() {
    // When
    Checked<GuardedQuery> checked = check("SELECT * { LET (?x := 1) }");

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.SYNTAX);
  }

  @Test
  void refusesATextThatIsTooLong() {
    // Given
    String text = "ASK {} #" + "x".repeat(SETTINGS.queryBytesMax());

    // When
    Checked<GuardedQuery> checked = check(text);

    // Then
    assertThat(refusal(checked))
        .isEqualTo(
            new Refusal(Refusal.Kind.TOO_LARGE, "the text of a query has at most 131072 bytes"));
  }

  @Test
  void refusesATextThatIsNestedTooDeeply() {
    // Given
    String text = "ASK " + "{".repeat(60_000) + "}".repeat(60_000);

    // When
    Checked<GuardedQuery> checked = check(text);

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|JSON|application/sparql-results+json",
        "*/*|JSON|application/sparql-results+json",
        "text/csv|CSV|text/csv; charset=utf-8",
        "application/json|JSON|application/json",
        "text/csv;q=0.5, application/sparql-results+xml|XML|application/sparql-results+xml",
        "text/html, text/tab-separated-values;q=0.1|TSV|text/tab-separated-values; charset=utf-8"
      })
  void answersATableInTheFormThatIsAccepted(String accept, AnswerFormat format, String type) {
    // When
    Checked<GuardedQuery> checked = guard.check(request("SELECT * {}", Optional.empty()), accept);

    // Then
    assertThat(passed(checked).answer()).isEqualTo(new AnswerFormat.Choice(format, type));
  }

  @ParameterizedTest
  @CsvSource({
    "text/turtle, TURTLE",
    "application/ld+json, JSON_LD",
    "application/n-triples, N_TRIPLES",
    "application/rdf+xml, RDF_XML",
    "*/*, TURTLE"
  })
  void answersAGraphInTheFormThatIsAccepted(String accept, AnswerFormat format) {
    // When
    Checked<GuardedQuery> checked =
        guard.check(request("CONSTRUCT WHERE { ?s ?p ?o }", Optional.empty()), accept);

    // Then
    assertThat(passed(checked).answer().format()).isEqualTo(format);
  }

  @Test
  void prefersTheParameterToTheHeader() {
    // When
    Checked<GuardedQuery> checked = guard.check(request("ASK {}", Optional.of("xml")), "text/csv");

    // Then
    assertThat(passed(checked).answer().format()).isEqualTo(AnswerFormat.XML);
  }

  @ParameterizedTest
  @CsvSource({"'', ttl", "'', pdf", "text/turtle, ''", "image/png, ''"})
  void refusesAFormThatATableCannotHave(String accept, String shortName) {
    // Given
    Optional<String> format = Optional.of(shortName).filter(name -> !name.isEmpty());

    // When
    Checked<GuardedQuery> checked = guard.check(request("SELECT * {}", format), accept);

    // Then
    assertThat(refusal(checked).kind()).isEqualTo(Refusal.Kind.NO_FORMAT);
    assertThat(refusal(checked).detail()).contains("csv (text/csv)");
  }

  private Checked<GuardedQuery> check(String query) {
    return guard.check(request(query, Optional.empty()), "");
  }

  private static SparqlRequest request(String query, Optional<String> format) {
    return new SparqlRequest(query, List.of(), List.of(), format, false);
  }

  private static Refusal refusal(Checked<?> checked) {
    return ((Checked.Refused<?>) checked).refusal();
  }

  private static GuardedQuery passed(Checked<GuardedQuery> checked) {
    return ((Checked.Passed<GuardedQuery>) checked).value();
  }
}
