package io.ledgerline.wiring.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.http.Requests;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program takes from facets what its configuration says, and fills the graph anew
/// when that is another; with a mapping that cannot be used it does not start.
@Execution(ExecutionMode.CONCURRENT)
class FacetMappingIT {

  private static final String IDLE = "LEDGERLINE_PROJECTION_IDLE_INTERVAL";
  private static final String COST = "https://acme.example/ns#cost";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path temporary;

  @Test
  void aMappingIsTakenIntoAGraphThatWasFilledWithoutIt() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), Map.of(IDLE, "PT0.1S"))) {
      assertThat(service.record(spending()).statusCode()).isEqualTo(201);
      service.await(() -> ask(service, "?job ll:holds ?x").contains("acme_spend"), PATIENCE);
      assertThat(ask(service, "?run <" + COST + "> ?x")).doesNotContain("12.5");
    }

    // When
    Map<String, String> mapped =
        Map.of(
            IDLE,
            "PT0.1S",
            "LEDGERLINE_GRAPH_DERIVATIONS_MAX",
            "0",
            "JDK_JAVA_OPTIONS",
            "'-Dledgerline.graph.facets.\"run:acme_spend\".\"/total/eur\"=" + COST + "'");
    try (ServiceProcess service = ServiceProcess.start(home, ServiceProcess.freePort(), mapped)) {
      // Then
      service.await(() -> ask(service, "?run <" + COST + "> ?x").contains("12.5"), PATIENCE);
      assertThat(service.printed()).contains("because it was made by other rules");
      assertThat(service.get("/api/v1/lineage?nodeId=job:tests:spending").body())
          .contains("more came from what than is stored pair by pair");
    }
  }

  @Test
  void aMappingThatCannotBeUsedRefusesTheStartWithAllThatIsWrong() {
    // Given
    Map<String, String> broken =
        Map.of(
            "JDK_JAVA_OPTIONS",
            "'-Dledgerline.graph.facets.\"acme\".\"total\"=cost'"
                + " '-Dledgerline.graph.facets.\"spend\".\"/a\"=https://w3id.org/ledgerline/ns#seq'");

    Path home = temporary.resolve("home");
    SharedPrograms.lendTo(home);

    // When
    ServiceProcess service =
        ServiceProcess.launch(home, ServiceProcess.freePort(), broken, "serve");

    // Then
    assertThat(service.exitCode()).isNotZero();
    assertThat(service.printed())
        .contains(
            "\"acme\".\"total\": a JSON pointer starts with '/': total",
            "\"acme\".\"total\": <cost> is no absolute IRI",
            "\"spend\".\"/a\": <https://w3id.org/ledgerline/ns#seq> is a term that the graph is"
                + " made of");
  }

  private static String ask(ServiceProcess service, String pattern) {
    String query = "PREFIX ll: <https://w3id.org/ledgerline/ns#> SELECT ?x { " + pattern + " }";
    return service
        .get("/sparql?format=csv&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .body();
  }

  private static String spending() {
    return Requests.runEvent("spending")
        .replace("4a5b\"}", "4a5b\",\"facets\":{\"acme_spend\":{\"total\":{\"eur\":12.5}}}}")
        .replace(
            "\"spending\"}}",
            "\"spending\"},\"inputs\":[{\"namespace\":\"d\",\"name\":\"a\"}],"
                + "\"outputs\":[{\"namespace\":\"d\",\"name\":\"b\"}]}");
  }
}
