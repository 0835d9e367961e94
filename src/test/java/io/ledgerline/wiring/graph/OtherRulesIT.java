package io.ledgerline.wiring.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.http.Requests;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged service with a graph that another version of it made.
@Execution(ExecutionMode.CONCURRENT)
class OtherRulesIT {

  /// The graph does not rest for seconds.
  private static final Map<String, String> FOLLOWING =
      Map.of("LEDGERLINE_PROJECTION_IDLE_INTERVAL", "PT0.1S");

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String LINEAGE = "/api/v1/lineage?nodeId=job:tests:first";

  @TempDir Path directory;

  @Test
  void answersFromItAndSaysSoUntilThereIsRoomForAnother() throws IOException {
    // Given
    Path home = directory.resolve("home");
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), FOLLOWING)) {
      assertThat(service.record(Requests.runEvent("first")).statusCode()).isEqualTo(201);
      service.await(() -> service.get(LINEAGE).statusCode() == 200, SOON);
    }
    long position = makeItLookOld(home);

    // When
    Map<String, String> noRoom =
        Map.of("LEDGERLINE_GRAPH_FREE_BYTES_MIN", Long.toString(Long.MAX_VALUE));
    try (ServiceProcess service = ServiceProcess.start(home, ServiceProcess.freePort(), noRoom)) {
      service.await(() -> service.get("/api/v1/graph").body().contains("halted"), SOON);
      assertThat(service.record(Requests.runEvent("second")).statusCode()).isEqualTo(201);

      // Then
      HttpResponse<String> lineage = service.get(LINEAGE);
      assertThat(lineage.statusCode()).isEqualTo(200);
      assertThat(lineage.headers().firstValue("X-Ledger-Position"))
          .contains(Long.toString(position));
      assertThat(lineage.headers().firstValue("X-Ledger-Mapping").orElseThrow())
          .matches("[0-9]+;current=[0-9]+;halted");
      HttpResponse<String> sparql = service.get("/sparql?query=ASK%20%7B%7D");
      assertThat(sparql.headers().firstValue("X-Ledger-Mapping")).isPresent();
      HttpResponse<String> later = service.get(LINEAGE + "&min-seq=" + (position + 1));
      assertThat(later.statusCode()).isEqualTo(503);
      assertThat(later.body()).contains("it was made by other rules");
      assertThat(service.get("/q/health/ready").body())
          .contains("ledgerline.graph.free-bytes-min")
          .contains("mapping_version");
      assertThat(service.get("/q/metrics").body())
          .contains("ledgerline_graph_renewal_running 0.0")
          .contains("ledgerline_projection_lag_time_seconds")
          .contains("ledgerline_graph_size_bytes");
    }
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), FOLLOWING)) {
      service.await(() -> isOwn(service.get(LINEAGE)), SOON);
      assertThat(service.get(LINEAGE + "&min-seq=" + (position + 1)).statusCode()).isEqualTo(200);
      steer(service);
    }
  }

  /// One after the other: a graph that is filled anew while a copy is asked for is that copy.
  private static void steer(ServiceProcess service) {
    assertThat(service.post("/api/v1/graph/compaction").statusCode()).isEqualTo(202);
    service.await(() -> service.get("/api/v1/graph").body().contains("compacted_at"), SOON);
    assertThat(service.post("/api/v1/graph/rebuild").statusCode()).isEqualTo(202);
    service.await(() -> !service.get("/api/v1/graph").body().contains("compacted_at"), SOON);
    assertThat(service.get(LINEAGE).statusCode()).isEqualTo(200);
    service.await(() -> !service.get("/api/v1/graph").body().contains("renewal"), SOON);
  }

  private static boolean isOwn(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && answer.headers().firstValue("X-Ledger-Mapping").isEmpty();
  }

  /// @return where the graph stands
  private static long makeItLookOld(Path home) {
    GraphSettings settings = GraphSettings.in(home.resolve("graph"));
    Cursor cursor;
    try (LineageGraph graph = LineageGraph.open(settings, new Iris("https://unknown.example"))) {
      cursor = graph.read(Cursor::read).orElseThrow();
    }
    String base = base(settings);
    try (LineageGraph graph = LineageGraph.open(settings, new Iris(base))) {
      Cursor old =
          new Cursor(
              cursor.log(), cursor.position(), cursor.leafHash(), cursor.mappingVersion() - 1);
      graph.write(Optional.of(cursor), new GraphChange(List.of(), List.of()), old);
    }
    return cursor.position();
  }

  private static String base(GraphSettings settings) {
    try (LineageGraph graph = LineageGraph.open(settings, new Iris("https://unknown.example"))) {
      String meta =
          graph.read(
              dataset ->
                  dataset
                      .find(Node.ANY, Node.ANY, Vocabulary.POSITION, Node.ANY)
                      .next()
                      .getGraph()
                      .getURI());
      return meta.substring(0, meta.length() - "/graph/meta".length());
    }
  }
}
