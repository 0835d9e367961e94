package io.ledgerline.sparql;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// Asks what nobody should ask, one query after the other, in a JVM of its own with a small heap,
/// and after each of them something that everybody may ask. Writes a line for each: `name TAB how
/// it ended TAB whether the other one was answered TAB MiB used`.
public final class HostileQueries {

  private static final int LINKS = 60_000;
  private static final String PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i";
  private static final String BUILT = "built of long texts";
  private static final String PROBE = "SELECT * { <urn:n:7> <urn:next> ?o }";

  /// What goes on until it meets whichever limit comes first; the others have the time to meet the
  /// one that is meant for them, on a busy machine too.
  private static final Set<String> ENDLESS =
      Set.of(
          "product",
          "sorted product",
          "distinct product",
          "grouped product",
          "counted distinct",
          "joined texts",
          "joined products",
          "minus a product",
          "nested optionals",
          "all pairs of a path",
          "path within a path",
          "many unions");

  private static final SparqlSettings HASTY = limits(Duration.ofSeconds(4));
  private static final SparqlSettings PATIENT = limits(Duration.ofMinutes(1));

  private HostileQueries() {}

  private static SparqlSettings limits(Duration timeout) {
    return new SparqlSettings(
        "https://ledger.example/sparql",
        2,
        4,
        64 << 20,
        timeout,
        128 << 10,
        100_000,
        50_000,
        64 << 20);
  }

  /// The queries by name.
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("product", "SELECT (COUNT(*) AS ?n) { " + PRODUCT + " }");
    all.put("sorted product", "SELECT * { " + PRODUCT + " } ORDER BY ?i ?a");
    all.put(
        "distinct product", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { " + PRODUCT + " } }");
    all.put(
        "grouped product", "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d");
    all.put("counted distinct", "SELECT (COUNT(DISTINCT *) AS ?n) { " + PRODUCT + " }");
    all.put(
        "joined texts",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f }");
    all.put(
        "joined products",
        "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } }"
            + " { SELECT ?a ?d { ?d ?e ?f . ?a ?b ?c } } }");
    all.put(
        "minus a product", "SELECT * { ?a ?b ?c MINUS { SELECT ?a ?d { ?d ?e ?f . ?a ?x ?y } } }");
    all.put(
        "nested optionals",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL {"
            + " ?j ?k ?l OPTIONAL { ?m ?n1 ?o } } } } }");
    all.put("all pairs of a path", "SELECT (COUNT(*) AS ?n) { ?s <urn:next>* ?o }");
    all.put("path within a path", "SELECT (COUNT(*) AS ?n) { ?s (<urn:next>+/<urn:next>+)+ ?o }");
    all.put("describe everything", "DESCRIBE * { ?s ?p ?o }");
    all.put("construct a product", "CONSTRUCT { ?a ?e ?i } WHERE { " + PRODUCT + " }");
    all.put(
        "service in exists", "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }");
    all.put("silent service", "SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }");
    all.put(
        "wait", "SELECT (<http://jena.apache.org/ARQ/function#wait>(60000) AS ?x) { ?s ?p ?o }");
    all.put("java function", "SELECT (<java:java.lang.System.exit>(1) AS ?x) {}");
    all.put("regex bomb", "SELECT * { ?s <urn:text> ?t FILTER REGEX(?t, \"a*a*a*a*a*b\") }");
    all.put(
        "regex bomb in order by",
        "SELECT * { VALUES ?v { 1 2 } ?s <urn:text> ?t } ORDER BY REPLACE(?t, \"a*a*a*a*a*b\","
            + " \"\")");
    all.put(
        "xpath regex",
        "SELECT * { ?s <urn:text> ?t"
            + " FILTER <http://www.w3.org/2005/xpath-functions#matches>(?t, \"(a|a)*$\") }");
    all.put("doubled text", doubled());
    all.put("grown text", grown());
    all.put("values", "SELECT * { VALUES (?a ?b) { " + "(1 2) ".repeat(20_000) + "} ?s ?p ?o }");
    all.put("huge values", "SELECT * { VALUES ?a { " + "1 ".repeat(100_000) + "} }");
    all.put("ten megabytes", "SELECT * { ?s ?p ?o } #" + "x".repeat(10 << 20));
    all.put("deep nesting", "SELECT * " + "{ ".repeat(30_000) + "} ".repeat(30_000));
    all.put(
        "deep expression",
        "SELECT * { ?s ?p ?o FILTER (" + "(".repeat(30_000) + "1" + ")".repeat(30_000) + ") }");
    all.put(
        "many unions",
        IntStream.range(0, 3_000)
            .mapToObj(i -> "{ ?s ?p ?o . ?x ?y ?z }")
            .collect(Collectors.joining(" UNION ", "SELECT (COUNT(*) AS ?n) { ", " }")));
    all.put("foreign graph", "SELECT * FROM <http://127.0.0.1/data.jsonld> { ?s ?p ?o }");
    all.put("load", "LOAD <http://127.0.0.1/data.jsonld>");
    all.putAll(longValues());
    return all;
  }

  private static Map<String, String> longValues() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("first of long rows", "SELECT * { " + longTexts("?x") + " } ORDER BY ?x LIMIT 900");
    all.put(BUILT, "CONSTRUCT { ?a <urn:text> ?x } { " + longTexts("?x") + " }");
    all.put("long samples", "SELECT (SAMPLE(?x) AS ?y) { " + longTexts("?x") + " } GROUP BY ?a");
    all.put(
        "long triple terms",
        "SELECT ?y { " + longTexts("TRIPLE(?a, <urn:p>, ", ") AS ?y") + " } ORDER BY ?y");
    all.put(
        "text encoded again and again",
        "SELECT ("
            + "ENCODE_FOR_URI(".repeat(50)
            + "\""
            + "%".repeat(100_000)
            + "\""
            + ")".repeat(50)
            + " AS ?x) {}");
    all.put("number squared again and again", squared());
    all.put(
        "regex that nests", "SELECT * { " + longTexts("?x") + " FILTER REGEX(?x, \"(a|b)*c\") }");
    all.put(
        "power",
        "SELECT (<http://www.w3.org/2005/xpath-functions/math#pow>(10, 1000000000) AS ?x) {}");
    all.put(
        "rounded",
        "SELECT (<http://www.w3.org/2005/xpath-functions#round>(1.5, 1000000000) AS ?x) {}");
    return all;
  }

  private static String doubled() {
    StringBuilder query = new StringBuilder("SELECT * { ?s <urn:text> ?t0");
    for (int i = 0; i < 40; i++) {
      query.append(" BIND (CONCAT(?t%1$d, ?t%1$d) AS ?t%2$d)".formatted(i, i + 1));
    }
    return query.append(" }").toString();
  }

  private static String longTexts(String variable) {
    return longTexts("", " AS " + variable);
  }

  /// A megabyte of text for each link, within what is before and after it.
  private static String longTexts(String before, String after) {
    return "?s <urn:text> ?t . ?a <urn:next> ?b BIND (%sCONCAT(%sSTR(?a))%s)"
        .formatted(before, "?t, ".repeat(200), after);
  }

  private static String squared() {
    StringBuilder query = new StringBuilder("SELECT * { BIND (");
    query.append("9".repeat(100_000)).append(" AS ?n0)");
    for (int i = 0; i < 20; i++) {
      query.append(" BIND (?n%1$d * ?n%1$d AS ?n%2$d)".formatted(i, i + 1));
    }
    return query.append(" }").toString();
  }

  private static String grown() {
    StringBuilder query = new StringBuilder("SELECT * { ?s <urn:text> ?t0");
    for (int i = 0; i < 20; i++) {
      query.append(" BIND (REPLACE(?t%1$d, \"a\", \"aaaaaaaa\") AS ?t%2$d)".formatted(i, i + 1));
    }
    return query.append(" }").toString();
  }

  /// Runs them all over a graph in the directory that is named, and writes the lines to the file.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try (LineageGraph graph = filled(Path.of(arguments[0]));
        SparqlEndpoint hasty = new SparqlEndpoint(graph, HASTY);
        SparqlEndpoint patient = new SparqlEndpoint(graph, PATIENT)) {
      for (Map.Entry<String, String> each : all().entrySet()) {
        SparqlEndpoint endpoint = ENDLESS.contains(each.getKey()) ? hasty : patient;
        Optional<String> format =
            each.getKey().equals(BUILT) ? Optional.of("jsonld") : Optional.empty();
        String end = ask(endpoint, each.getValue(), format);
        String probe = ask(endpoint, PROBE, Optional.empty());
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        lines.add(each.getKey() + "\t" + end + "\t" + probe + "\t" + used);
      }
    }
    Files.write(Path.of(arguments[1]), lines);
  }

  private static String ask(SparqlEndpoint endpoint, String text, Optional<String> format)
      throws InterruptedException {
    SparqlRequest request = new SparqlRequest(text, List.of(), List.of(), format, false);
    return switch (new QueryGuard(PATIENT).check(request, "")) {
      case Checked.Refused<GuardedQuery>(var refusal) -> refusal.kind().name();
      case Checked.Passed<GuardedQuery>(GuardedQuery query) -> {
        RecordingSink sink = new RecordingSink();
        endpoint.ask(query, sink);
        sink.await();
        yield sink.isComplete()
            ? "answered " + sink.text().lines().count()
            : sink.refusal().kind().name();
      }
    };
  }

  private static LineageGraph filled(Path directory) {
    LineageGraph graph =
        LineageGraph.open(GraphSettings.in(directory), new Iris("https://ledger.example"));
    List<Quad> quads = new ArrayList<>();
    Node next = Iris.node("urn:next");
    for (int i = 0; i < LINKS; i++) {
      Node node = Iris.node("urn:n:" + i);
      quads.add(Quad.create(Quad.defaultGraphIRI, node, next, Iris.node("urn:n:" + (i + 1))));
    }
    quads.add(
        Quad.create(
            Quad.defaultGraphIRI,
            Iris.node("urn:s"),
            Iris.node("urn:text"),
            Literals.text("a".repeat(5_000) + "!")));
    graph.write(
        Optional.empty(),
        new GraphChange(List.of(), quads),
        new Cursor("log", 7, "ab".repeat(32), 1));
    return graph;
  }
}
