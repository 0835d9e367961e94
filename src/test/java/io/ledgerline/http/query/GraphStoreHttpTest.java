package io.ledgerline.http.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requests;
import io.ledgerline.sparql.SparqlSettings;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole graphs over HTTP, stored and computed, and the list of running queries.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class GraphStoreHttpTest {

  private static final String LL = "https://w3id.org/ledgerline/ns#";
  private static final String VOID = "http://rdfs.org/ns/void#";

  @TestHTTPResource("/")
  URI service;

  @Inject SparqlSettings settings;

  /// The first entry says what the log is; statistics are counted once.
  @BeforeEach
  void awaitTheFirstEntry() {
    Requests.awaitGraph(0);
  }

  @ParameterizedTest
  @CsvSource({
    ", text/turtle",
    "text/turtle, text/turtle",
    "application/n-triples, application/n-triples",
    "application/rdf+xml, application/rdf+xml",
    "application/ld+json, application/ld+json",
    "application/trig, application/trig",
    "application/n-quads, application/n-quads"
  })
  void readsTheDefaultGraph(String accept, String type) throws IOException {
    // Given
    Map<String, String> headers = accept == null ? Map.of() : Map.of("Accept", accept);

    // When
    RawHttp.Answer answer = get("/sparql/graph?default", headers);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(type);
    assertThat(answer.headers()).containsKeys("x-ledger-position", "x-query-id");
    if (!type.equals("application/trig") && !type.equals("application/n-quads")) {
      assertThat(contains(SparqlSuiteHttpTest.parse(answer), "Log")).isTrue();
    }
  }

  @Test
  void readsANamedGraph() throws IOException {
    // When
    RawHttp.Answer answer = get("/sparql/graph?graph=" + base() + "/graph/meta", Map.of());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("mappingVersion");
  }

  @Test
  void answersAHeadWithoutABody() {
    // When
    Response response = given().head("/sparql/graph?default");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asByteArray()).isEmpty();
  }

  @Test
  void computesTheGraphOfAnEntry() throws IOException {
    // When
    RawHttp.Answer answer = get("/sparql/graph?graph=" + base() + "/entry/0", Map.of());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    Graph graph = SparqlSuiteHttpTest.parse(answer);
    assertThat(graph.contains(node(base()), Node.ANY, node(LL + "Log"))).isTrue();
    assertThat(graph.contains(node(base() + "/entry/0"), Node.ANY, node(LL + "LedgerEntry")))
        .isTrue();
  }

  @Test
  void asksTheGraphOfAnEntryTogetherWithWhatIsStored() {
    // Given
    String query =
        "SELECT * { GRAPH <%1$s/entry/0> { ?log a <%2$sLog> } ?log <%2$slogId> ?id }"
            .formatted(base(), LL);

    // When
    Response response = given().queryParam("query", query).get("/sparql?format=csv");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString().lines()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graph/none", "/entry/999999", "/entry/007", "/entry/"})
  void knowsNoGraphOfAnotherName(String path) throws IOException {
    // When
    RawHttp.Answer answer = get("/sparql/graph?graph=" + base() + path, Map.of());

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains(ProblemType.NOT_FOUND.uri().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?default&graph=urn:x",
        "?graph=urn:a&graph=urn:b",
        "?graph=relative",
        "?graph=urn:a%3E%20%7B%7D%20UNION%20%7B",
        "?graph=%zz"
      })
  void refusesARequestThatDoesNotSayWhichGraph(String query) throws IOException {
    // When
    RawHttp.Answer answer = get("/sparql/graph" + query, Map.of());

    // Then
    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH"})
  void refusesToWrite(String method) {
    // When
    Response response = given().request(method, "/sparql/graph?default");

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.well-known/void", "/sparql/.well-known/void", "graph"})
  void countsWhatIsServed(String path) throws IOException {
    // Given
    String iri = settings.endpointIri() + "/.well-known/void";

    // When
    RawHttp.Answer answer =
        get(path.equals("graph") ? "/sparql/graph?graph=" + iri : path, Map.of());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    Graph graph = SparqlSuiteHttpTest.parse(answer);
    Node dataset = node(iri + "#dataset");
    assertThat(graph.contains(dataset, node(VOID + "sparqlEndpoint"), node(settings.endpointIri())))
        .isTrue();
    long triples =
        Long.parseLong(
            graph
                .find(dataset, node(VOID + "triples"), Node.ANY)
                .next()
                .getObject()
                .getLiteralLexicalForm());
    assertThat(triples).isPositive();
    assertThat(graph.contains(Node.ANY, node(VOID + "class"), node(LL + "Log"))).isTrue();
    assertThat(graph.contains(Node.ANY, node(VOID + "property"), node(LL + "seq"))).isTrue();
  }

  @Test
  void explainsAQueryInsteadOfRunningIt() {
    // When
    Response response =
        given()
            .queryParam("query", "SELECT * { ?s ?p ?o FILTER (?o > 1) }")
            .queryParam("explain", "true")
            .get("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.contentType()).startsWith("text/plain");
    assertThat(response.asString())
        .contains("# algebra", "# optimised", "# over quads", "quadpattern");
  }

  @Test
  void explainsNothingThatWouldNotRun() {
    // When
    Response response =
        given()
            .queryParam("query", "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")
            .queryParam("explain", "true")
            .get("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void listsARunningQueryAndEndsIt() throws Exception {
    // Given
    String slow =
        "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q"
            + " ?r . ?s ?t ?u . ?v ?w ?x . ?y ?z ?aa . ?ab ?ac ?ad . ?ae ?af ?ag . ?ah ?ai ?aj }";
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/sparql"))
            .header("Content-Type", "application/sparql-query")
            .POST(HttpRequest.BodyPublishers.ofString(slow))
            .build();
    CompletableFuture<HttpResponse<String>> asked =
        HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
    String id = null;
    while (id == null && !asked.isDone()) {
      List<Map<String, Object>> running =
          admin().get("/sparql/queries").jsonPath().getList("queries");
      id =
          running.stream()
              .filter(each -> each.get("query").toString().contains("?j"))
              .map(each -> each.get("id").toString())
              .findFirst()
              .orElse(null);
    }

    // When
    Response ended = admin().delete("/sparql/queries/" + id);

    // Then
    assertThat(ended.statusCode()).isEqualTo(202);
    HttpResponse<String> answer = asked.get();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains(ProblemType.QUERY_STOPPED.uri().toString());
    // Who has the answer may be a little before the list.
    String gone = "/sparql/queries/" + id;
    Requests.eventually(() -> admin().delete(gone).statusCode() == 404);
  }

  @Test
  void showsRunningQueriesToAdministratorsOnly() {
    // When
    Response list = given().get("/sparql/queries");
    Response stop = given().delete("/sparql/queries/" + "0".repeat(32));

    // Then
    assertThat(list.statusCode()).isEqualTo(401);
    assertThat(stop.statusCode()).isEqualTo(401);
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer " + TestInstallation.API_KEY);
  }

  private RawHttp.Answer get(String path, Map<String, String> headers) throws IOException {
    return RawHttp.send(service, "GET", path, headers, new byte[0]);
  }

  private String base() {
    return settings.endpointIri().replaceFirst("/sparql$", "");
  }

  private static boolean contains(Graph graph, String type) {
    return graph.contains(Node.ANY, Node.ANY, node(LL + type));
  }

  private static Node node(String iri) {
    return NodeFactory.createURI(iri);
  }
}
