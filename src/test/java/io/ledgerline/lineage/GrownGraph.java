package io.ledgerline.lineage;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// A made-up warehouse, straight into a graph: each job reads up to three datasets that jobs
/// shortly before it write, and writes one of ten columns, as often as there are versions.
public final class GrownGraph {

  /// How far back a job reads.
  private static final int WINDOW = 200;

  private static final int COLUMNS = 10;
  private static final int QUADS_A_COMMIT = 1_000_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final LineageGraph graph;
  private final Iris iris;
  private final Random random = new Random(20);
  private final List<Quad> quads = new ArrayList<>();
  private Optional<Cursor> cursor = Optional.empty();
  private long seq = 1;

  private GrownGraph(LineageGraph graph, Iris iris) {
    this.graph = graph;
    this.iris = iris;
  }

  /// Fills an empty graph.
  public static void fill(LineageGraph graph, Iris iris, int jobs, int versions) {
    GrownGraph grown = new GrownGraph(graph, iris);
    List<List<Integer>> inputs = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      inputs.add(grown.inputs(job));
      grown.job(job, inputs.getLast());
    }
    for (int version = 0; version < versions; version++) {
      for (int job = 0; job < jobs; job++) {
        grown.run(job, version, versions, inputs.get(job));
      }
    }
    grown.commit();
  }

  /// What a client calls the dataset that a job writes.
  public static String datasetId(int job) {
    return "dataset:warehouse:" + name(job);
  }

  /// What a client calls a version of it.
  public static String versionId(int job, int version) {
    return datasetId(job) + "#" + runId(job, version);
  }

  /// What a client calls a job.
  public static String jobId(int job) {
    return "job:scheduler:" + name(job);
  }

  /// What a client calls one of its runs.
  public static String runNodeId(int job, int version) {
    return "run:" + runId(job, version);
  }

  private List<Integer> inputs(int job) {
    List<Integer> inputs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && job > 0; i--) {
      int before = 1 + random.nextInt(Math.min(job, WINDOW));
      if (!inputs.contains(job - before)) {
        inputs.add(job - before);
      }
    }
    return inputs;
  }

  private void job(int number, List<Integer> inputs) {
    Node job = iris.job("scheduler", name(number));
    Node dataset = dataset(number);
    Node schema = iris.schema("%032x".formatted(number));
    named(job, Standard.PROV_PLAN, "scheduler", number);
    named(dataset, Standard.DCAT_DATASET, "warehouse", number);
    add(job, Vocabulary.WRITES, dataset);
    inputs.forEach(input -> add(job, Vocabulary.READS, dataset(input)));
    inputs.forEach(input -> add(dataset(input), Vocabulary.FEEDS, dataset));
    minted(schema, Vocabulary.SCHEMA_CLASS);
    for (int i = 0; i < COLUMNS; i++) {
      Node field = iris.field(schema, List.of(i));
      add(schema, Vocabulary.FIELD, field);
      add(field, Vocabulary.ORDINAL, Literals.integer(i));
      add(field, Vocabulary.FIELD_NAME, Literals.text("column_" + i + "_of_" + number));
      add(field, Vocabulary.FIELD_TYPE, Literals.text("bigint"));
    }
    seq++;
  }

  private void run(int job, int number, int versions, List<Integer> inputs) {
    Node run = iris.run(runId(job, number));
    Node dataset = dataset(job);
    Node version = version(job, number);
    Instant start = BEGIN.plusSeconds(86_400L * number + job);
    minted(run, Standard.PROV_ACTIVITY);
    add(run, Vocabulary.JOB, iris.job("scheduler", name(job)));
    add(run, Vocabulary.STATE, Literals.text("COMPLETED"));
    add(run, Vocabulary.RECORDED_IN, iris.entry(seq));
    add(run, Standard.PROV_STARTED_AT_TIME, Literals.time(start));
    add(run, Standard.PROV_ENDED_AT_TIME, Literals.time(start.plusSeconds(1)));
    add(version, Vocabulary.SEQ, Literals.integer(seq));
    add(version, Standard.PROV_SPECIALIZATION_OF, dataset);
    add(version, Standard.PROV_WAS_GENERATED_BY, run);
    add(version, Standard.PROV_GENERATED_AT_TIME, Literals.time(start.plusSeconds(1)));
    add(version, Vocabulary.SCHEMA, iris.schema("%032x".formatted(job)));
    if (number > 0) {
      add(version, Standard.DCAT_PREVIOUS_VERSION, version(job, number - 1));
    }
    if (number == versions - 1) {
      add(dataset, Vocabulary.LATEST_VERSION, version);
    }
    for (int input : inputs) {
      Node used = version(input, number);
      quads.add(Quad.create(iris.graph("said"), run, Standard.PROV_USED, dataset(input)));
      add(run, Standard.PROV_USED, used);
      add(version, Standard.PROV_WAS_DERIVED_FROM, used);
    }
    seq++;
    if (quads.size() >= QUADS_A_COMMIT) {
      commit();
    }
  }

  private void named(Node node, Node type, String namespace, int number) {
    minted(node, type);
    add(node, Vocabulary.NAMESPACE, Literals.text(namespace));
    add(node, Vocabulary.NAME, Literals.text(name(number)));
  }

  private void minted(Node node, Node type) {
    add(node, Vocabulary.SEQ, Literals.integer(seq));
    add(node, Standard.RDF_TYPE, type);
  }

  private void add(Node subject, Node predicate, Node object) {
    quads.add(Quad.create(Quad.defaultGraphIRI, subject, predicate, object));
  }

  private void commit() {
    Cursor next = new Cursor("grown", seq, "00".repeat(32), 1);
    graph.write(cursor, new GraphChange(List.of(), quads), next);
    cursor = Optional.of(next);
    quads.clear();
  }

  private Node dataset(int job) {
    return iris.dataset("warehouse", name(job));
  }

  private Node version(int job, int number) {
    return iris.version(dataset(job), runId(job, number));
  }

  private static String runId(int job, int number) {
    return "00000000-0000-4000-8000-%06x%06x".formatted(number, job);
  }

  private static String name(int job) {
    return "mart.table_" + job;
  }
}
