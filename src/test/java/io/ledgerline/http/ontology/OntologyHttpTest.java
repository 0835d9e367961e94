package io.ledgerline.http.ontology;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.ontology.Ontology;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vocabulary in the form that a reader asks for.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OntologyHttpTest {

  /// What Firefox sends for a page.
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/turtle | @prefix",
        "text/turtle | text/turtle | @prefix",
        BROWSER + " | text/html | <!DOCTYPE html>",
        "application/ld+json | application/ld+json | {",
        "application/n-triples | application/n-triples | <https://w3id.org/ledgerline/ns#",
        "application/rdf+xml | application/rdf+xml | <rdf:RDF",
        "text/html;q=0.5, text/turtle | text/turtle | @prefix",
      })
  void answersInTheFormThatIsAccepted(String accept, String type, String begin) {
    // When
    Response answer = given().header("Accept", accept).get("/ontology");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase(type + ";charset=utf-8");
    assertThat(answer.header("Vary")).isEqualTo("Accept");
    assertThat(answer.asString().strip()).startsWith(begin);
  }

  @ParameterizedTest
  @CsvSource({
    "ttl,text/turtle",
    "html,text/html",
    "jsonld,application/ld+json",
    "nt,application/n-triples",
    "rdfxml,application/rdf+xml"
  })
  void letsALinkNameTheForm(String format, String type) {
    // When
    Response answer = given().header("Accept", BROWSER).get("/ontology?format=" + format);

    // Then
    assertThat(answer.contentType()).startsWith(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ontology?format=csv", "/ontology/shapes?format=html"})
  void refusesAFormThatItHasNot(String path) {
    // When
    Response answer = given().get(path);

    // Then
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void showsEveryTermOnThePageUnderItsFragment() {
    // When
    Response page = given().header("Accept", BROWSER).get("/ontology");

    // Then
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(Ontology.vocabulary().terms(Ontology.alignments()))
        .allSatisfy(
            term ->
                assertThat(page.asString())
                    .contains("<section id=\"" + term.name() + "\">")
                    .contains(escaped(term.comment()))
                    .contains(escaped(term.example())));
    assertThat(page.asString()).doesNotContain("<script").doesNotContain("{term");
  }

  @Test
  void servesTheFilesAsTheyWereWritten() {
    // Then
    assertThat(given().get("/ontology").asString()).isEqualTo(Ontology.vocabulary().turtle());
    assertThat(given().get("/ontology/shapes").asString()).isEqualTo(Ontology.shapes().turtle());
    assertThat(given().get("/ontology/alignments").asString())
        .isEqualTo(Ontology.alignments().turtle());
    assertThat(given().get("/ontology/context.jsonld").asString()).contains("\"@context\"");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
