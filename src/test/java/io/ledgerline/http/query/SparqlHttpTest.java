package io.ledgerline.http.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.http.ProblemType;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The SPARQL protocol over a real socket.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class SparqlHttpTest {

  private static final String ASK = "ASK {}";
  private static final String VALUES =
      IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining(" "));

  /// 160,000 rows: more than the limit, and more than is held back.
  private static final String TOO_MANY =
      "SELECT ?a ?b { VALUES ?a { " + VALUES + " } VALUES ?b { " + VALUES + " } }";

  /// 20,000 rows: several parts.
  private static final String MANY = TOO_MANY + " LIMIT 20000";

  @TestHTTPResource("/sparql")
  URI endpoint;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void answersAGet() {
    // When
    Response response = given().queryParam("query", ASK).get("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/sparql-results+json");
    assertThat(response.header("X-Ledger-Position")).matches("[0-9]+");
    assertThat(response.header("Vary")).isEqualTo("Accept");
    assertThat(response.jsonPath().getBoolean("boolean")).isTrue();
  }

  @Test
  void answersAHeadWithoutABody() {
    // When
    Response response = given().queryParam("query", ASK).head("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asByteArray()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/sparql-query, ASK {}",
    "application/sparql-query; charset=UTF-8, ASK {}",
    "application/x-www-form-urlencoded, query=ASK+%7B%7D"
  })
  void answersAPost(String contentType, String body) throws Exception {
    // When
    HttpResponse<String> response = post(contentType, body);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("true");
  }

  @Test
  void refusesAPostWithoutAContentType() throws Exception {
    // Given
    HttpRequest request =
        HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(ASK)).build();

    // When
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    // Then
    assertProblem(response, ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/sparql-query; charset=utf-16", "text/plain"})
  void refusesABodyOfAnotherType(String contentType) throws Exception {
    // When
    HttpResponse<String> response = post(contentType, ASK);

    // Then
    assertProblem(response, ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * {|MALFORMED_QUERY",
        "SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }|QUERY_REFUSED",
        "SELECT * { SERVICE SILENT <http://elsewhere.example/> { ?s ?p ?o } }|QUERY_REFUSED",
        "SELECT (<java:java.lang.Object>() AS ?x) {}|QUERY_REFUSED",
        "LOAD <http://elsewhere.example/>|UPDATE_REFUSED",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }|UPDATE_REFUSED"
      })
  void refusesAQueryByName(String query, ProblemType type) throws Exception {
    // When
    HttpResponse<String> response = post("application/sparql-query", query);

    // Then
    assertProblem(response, type);
  }

  @Test
  void refusesAQueryThatIsTooLong() throws Exception {
    // When
    HttpResponse<String> response =
        post("application/sparql-query", "ASK {} #" + "x".repeat(200_000));

    // Then
    assertProblem(response, ProblemType.QUERY_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesALongBodyWithoutHoldingIt(boolean sizeIsDeclared) throws Exception {
    // Given
    byte[] body = new byte[20 << 20];
    HttpRequest.BodyPublisher publisher =
        sizeIsDeclared
            ? BodyPublishers.ofByteArray(body)
            : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(publisher)
            .build();

    // When
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    // Then
    assertProblem(response, ProblemType.QUERY_TOO_LARGE);
  }

  @Test
  void refusesAFormThatItDoesNotHave() {
    // When
    Response response =
        given().queryParam("query", ASK).header("Accept", "image/png").get("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(response.jsonPath().getString("type"))
        .isEqualTo(ProblemType.NOT_ACCEPTABLE.uri().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void refusesOtherMethods(String method) {
    // When
    Response response = given().request(method, "/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.header("Allow")).contains("GET").contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "json", "xml"})
  void sendsALongAnswerCompletely(String format) throws Exception {
    // When
    HttpResponse<String> response = get(MANY, format);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Ledger-Position")).isPresent();
    assertThat(response.body().length()).isGreaterThan(100_000);
    assertThat(response.body()).contains("49");
    if (format.equals("csv")) {
      assertThat(response.body().lines()).hasSize(20_001);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "json", "xml"})
  void breaksTheTransferOfAnAnswerThatItCannotComplete(String format) {
    // When
    Throwable broken = catchThrowable(() -> get(TOO_MANY, format));

    // Then
    assertThat(broken).isInstanceOf(IOException.class);
  }

  @Test
  void goesOnWhenAClientLeavesInTheMiddleOfAnAnswer() throws Exception {
    // Given
    for (int i = 0; i < 8; i++) {
      try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
        String query =
            URLEncoder.encode(
                "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", StandardCharsets.UTF_8);
        socket
            .getOutputStream()
            .write(
                ("GET /sparql?query=" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
    }

    // When
    HttpResponse<String> response = get(ASK, "csv");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String query, String format)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "?format=" + format))
            .header("Content-Type", "application/sparql-query")
            .POST(BodyPublishers.ofString(query))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String contentType, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> response, ProblemType type) {
    assertThat(response.statusCode()).isEqualTo(type.status());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"" + type.uri() + "\"");
  }
}
