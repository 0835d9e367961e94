package io.ledgerline.cli;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.LineageTree;
import io.ledgerline.cli.client.ResultTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The middle of the demo: lineage upstream from the model and from one decision, and one question
/// in SPARQL.
final class DemoQuestions {

  static final String NAMESPACE = "credit-prod";
  static final String MODEL = "credit_default";
  static final String VERSION = "3";
  static final String DECISION = "credit-2026-11-20-0001";
  static final String RAW = "/srv/lake/credit/raw/";

  private static final String QUERY = "/ontology/queries/decisions-to-raw-data.rq";
  private static final Duration GRAPH_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofMillis(100);
  private static final int ROWS_SHOWN = 4;
  private static final int DEPTH = 20;

  private final Demo demo;
  private final Connection connection;
  private final long lastIndex;

  DemoQuestions(Demo demo, Connection connection, long lastIndex) {
    this.demo = demo;
    this.connection = connection;
    this.lastIndex = lastIndex;
  }

  void ask() {
    demo.begin("Where the model comes from");
    awaitGraph();
    upstream("modelVersion:" + NAMESPACE + ":" + MODEL + ":" + VERSION);
    demo.begin("Where one decision comes from");
    upstream("decision:" + NAMESPACE + ":" + DECISION);
    sparql();
  }

  /// Waits for the graph, which follows the ledger at its own pace, to know all that was sent.
  private void awaitGraph() {
    Instant begun = demo.now();
    while (query("ASK {}").position() < lastIndex) {
      if (demo.now().isAfter(begun.plus(GRAPH_TIME_MAX))) {
        throw new FailedStepException("the graph has not caught up with the ledger");
      }
      demo.rest(REST);
    }
    demo.tell("the graph, which follows the ledger, has caught up after " + demo.seconds(begun));
  }

  private void upstream(String node) {
    String path =
        "/api/v1/lineage?nodeId=" + Connection.encoded(node) + "&direction=upstream&depth=" + DEPTH;
    Answer answer = connection.get(path, "application/json");
    if (!answer.isSuccess()) {
      throw new FailedStepException("no lineage of " + node + ": " + answer.reason());
    }
    LineageTree tree = new LineageTree(answer.object());
    tree.lines(node).forEach(demo::tell);
    Set<String> raw = tree.rawDatasets();
    if (raw.stream().noneMatch(dataset -> dataset.contains(RAW))) {
      throw new FailedStepException("the lineage of " + node + " does not reach the raw files");
    }
    demo.tell(tree.size() + " nodes; the data entered in " + raw.size() + ":");
    raw.forEach(dataset -> demo.tell("  " + dataset));
    demo.repeat("curl '" + connection.base() + path + "'");
  }

  private void sparql() {
    List<String> lines = DemoSending.lines(QUERY);
    demo.begin(
        "Which decisions rest on which raw datasets, through which model, and who approved it");
    demo.tell(
        "ontology/queries/decisions-to-raw-data.rq, sent to " + connection.base() + "/sparql");
    Instant start = demo.now();
    JsonObject answer = query(String.join("\n", lines)).object();
    ResultTable table = ResultTable.of(answer, base(answer));
    if (table.rows().isEmpty()) {
      throw new FailedStepException("the query has no answer");
    }
    table.lines(ROWS_SHOWN).forEach(demo::tell);
    demo.tell(
        table.rows().size()
            + " rows in "
            + demo.seconds(start)
            + ": "
            + distinct(table, "decision")
            + " decisions, "
            + distinct(table, "rawData")
            + " raw datasets, "
            + distinct(table, "modelVersion")
            + " model version, "
            + distinct(table, "approver")
            + " approver");
    demo.repeat(
        "curl -H 'Accept: text/csv' --data-urlencode"
            + " query@ontology/queries/decisions-to-raw-data.rq "
            + connection.base()
            + "/sparql");
  }

  private Answer query(String text) {
    Answer answer =
        connection.get(
            "/sparql?query=" + Connection.encoded(text), "application/sparql-results+json");
    if (!answer.isSuccess()) {
      throw new FailedStepException("the query failed: " + answer.reason());
    }
    return answer;
  }

  private static long distinct(ResultTable table, String column) {
    return table.column(column).stream().distinct().count();
  }

  /// What every IRI of the log starts with: left out for the eye.
  private static String base(JsonObject answer) {
    return ResultTable.of(answer, "").column("modelVersion").stream()
        .filter(iri -> iri.contains("/model/"))
        .map(iri -> iri.substring(0, iri.indexOf("/model/") + 1))
        .findFirst()
        .orElse("");
  }
}
