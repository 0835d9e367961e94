package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers, over a real store.
class SparqlEndpointTest extends EndpointFixture {

  @Test
  void answersATableWithThePositionThatItIsAsOf() throws InterruptedException {
    // When
    RecordingSink answer = ask("SELECT ?o { <urn:n:0> <urn:next> ?o }", "csv");

    // Then
    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.text()).isEqualTo("o\r\nurn:n:1\r\n");
    assertThat(answer.head().mediaType()).isEqualTo("text/csv; charset=utf-8");
    assertThat(answer.head().position()).isEqualTo(7);
    assertThat(answer.head().queryId()).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json|\"boolean\" : true",
        "xml|<boolean>true</boolean>",
        "csv|true",
        "tsv|true",
      })
  void answersAQuestionOfYesOrNo(String format, String expected) throws InterruptedException {
    // When
    RecordingSink answer = ask("ASK { <urn:n:0> ?p ?o }", format);

    // Then
    assertThat(answer.text()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttl|<urn:b>",
        "nt|<urn:n:0> <urn:b> <urn:n:1> .",
        "jsonld|\"urn:n:0\"",
        "rdfxml|rdf:about=\"urn:n:0\""
      })
  void answersAGraph(String format, String expected) throws InterruptedException {
    // When
    RecordingSink answer =
        ask("CONSTRUCT { ?s <urn:b> ?o } WHERE { ?s <urn:next> ?o } ORDER BY ?s LIMIT 1", format);

    // Then
    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.text()).contains(expected);
  }

  @Test
  void describesANode() throws InterruptedException {
    // When
    RecordingSink answer = ask("DESCRIBE <urn:n:5>", "nt");

    // Then
    assertThat(answer.text()).isEqualTo("<urn:n:5> <urn:next> <urn:n:6> .\n");
  }

  @Test
  void sendsALongAnswerInPartsAndCompletely() throws InterruptedException {
    // When
    RecordingSink answer = ask("SELECT * { ?s <urn:next> ?o }", "tsv");

    // Then
    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.text().lines().count()).isEqualTo(NODES + 1);
  }

  @Test
  void asksOnlyTheGraphsOfTheRequest() throws InterruptedException {
    // Given
    SparqlRequest request =
        new SparqlRequest(
            "SELECT ?o FROM <urn:other> { ?s ?p ?o }",
            List.of("urn:g"),
            List.of(),
            Optional.of("csv"),
            false);

    // When
    RecordingSink answer = run(request);

    // Then
    assertThat(answer.text()).isEqualTo("o\r\nurn:in-g\r\n");
  }

  @Test
  void fetchesNothingForAGraphThatTheStoreDoesNotHave() throws InterruptedException {
    // When
    RecordingSink answer = ask("ASK FROM <http://127.0.0.1:1/data.ttl> { ?s ?p ?o }", "csv");

    // Then
    assertThat(answer.isComplete()).isTrue();
    assertThat(answer.text()).contains("false");
  }

  @Test
  void callsNoClassThroughAFunctionThatCallsFunctions() throws InterruptedException {
    // Given
    String query =
        "SELECT (<http://www.w3.org/2005/xpath-functions#apply>(<java:java.lang.Object>) AS ?x) {}";

    // When
    RecordingSink answer = ask(query, "csv");

    // Then
    assertThat(answer.text()).isEqualTo("x\r\n\r\n");
  }

  @Test
  void takesPropertyFunctionsForOrdinaryProperties() throws InterruptedException {
    // Given
    String query =
        "SELECT ?x { ?x <http://jena.apache.org/ARQ/property#splitIRI> (?a ?b) } LIMIT 1";

    // When
    RecordingSink answer = ask(query, "csv");

    // Then
    assertThat(answer.text()).isEqualTo("x\r\n");
  }

  @Test
  void walksALongPath() throws InterruptedException {
    // When
    RecordingSink answer = ask("SELECT (COUNT(*) AS ?n) { <urn:n:0> <urn:next>+ ?o }", "csv");

    // Then
    assertThat(answer.text()).isEqualTo("n\r\n" + NODES + "\r\n");
  }
}
