package io.ledgerline.bench;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.GraphFeeder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries that are projected into a graph on disk by one thread: processor time an event as the
/// graph grows, and disk; and what a question costs as of a position in the middle.
class ProjectionBench {

  private static final int BATCH = 1_000;
  private static final int ROUNDS = 5;
  private static final int EVENTS =
      Integer.getInteger("ledgerline.bench.projection.events", 200_000);

  private static final String SIZES =
      System.getProperty("ledgerline.bench.projection.sizes", "10000,100000,1000000");

  private static final Map<String, String> QUESTIONS =
      Map.of(
          "runs_by_state",
          "SELECT ?s (COUNT(*) AS ?n) { ?r <https://w3id.org/ledgerline/ns#state> ?s } GROUP BY ?s",
          "ten_steps_up",
          """
          SELECT (COUNT(*) AS ?n) {
            { SELECT ?v { ?d <https://w3id.org/ledgerline/ns#latestVersion> ?v } ORDER BY ?v LIMIT 1 }
            ?v <http://www.w3.org/ns/prov#wasDerivedFrom>+ ?w
          }\
          """,
          "one_run",
          """
          SELECT * {
            { SELECT ?r { ?r <https://w3id.org/ledgerline/ns#state> "COMPLETED" } LIMIT 1 }
            ?r ?p ?o
          }\
          """);

  private final Figures figures = new Figures("projection");
  private final Iris iris = new Iris(TestLedgers.genesis().baseIri());

  @TempDir Path directory;

  /// What a graph of so many events takes on the disk as it grew, batch by batch, and once it was
  /// compacted.
  @Test
  void diskOfProjection() throws IOException {
    Figures disk = new Figures("graph-size");
    disk.setting("batch", BATCH);
    disk.setting("bytes", "as allocated by the file system, after each commit by the projector");
    List<Long> sizes = new ArrayList<>();
    for (String size : SIZES.split(",", -1)) {
      sizes.add(Long.valueOf(size));
    }
    LineageGraph graph = open("disk");
    try {
      GraphFeeder feeder = new GraphFeeder(graph);
      List<PayloadEntry> waiting = new ArrayList<>();
      long done = 0;
      Meter meter = new Meter();
      for (int day = 0; done < sizes.getLast(); day++) {
        waiting.addAll(GraphFeeder.day(day));
        if (waiting.size() >= BATCH) {
          List<PayloadEntry> batch = List.copyOf(waiting);
          meter.measure(batch.size(), () -> feeder.project(batch));
          waiting.clear();
          long before = done;
          done += batch.size();
          long now = done;
          if (sizes.stream().anyMatch(size -> before < size && size <= now)) {
            disk.put("at_" + done, sizes(graph, done, meter));
            meter = new Meter();
          }
        }
      }
    } finally {
      graph.close();
    }
  }

  private Map<String, Object> sizes(LineageGraph graph, long events, Meter meter)
      throws IOException {
    Map<String, Object> sizes = new LinkedHashMap<>(meter.figures());
    long grown = Disk.allocated(directory.resolve("disk"));
    long quads = graph.read(store -> store.stream().count());
    sizes.put("bytes_per_event", grown / events);
    sizes.put("mib", grown >> 20);
    sizes.put("quads_per_event", Figures.rounded((double) quads / events));
    Path copy = directory.resolve("compacted");
    Disk.copy(directory.resolve("disk"), copy);
    try {
      long compacted = Disk.compacted(copy);
      sizes.put("compacted_bytes_per_event", compacted / events);
      sizes.put("compacted_mib", compacted >> 20);
    } finally {
      Disk.delete(copy);
    }
    return sizes;
  }

  @Test
  void costOfProjection() throws IOException {
    figures.setting("events", EVENTS);
    figures.setting("batch", BATCH);
    days();
    children();
  }

  private void days() throws IOException {
    try (LineageGraph graph = open("days")) {
      GraphFeeder feeder = new GraphFeeder(graph);
      List<PayloadEntry> waiting = new ArrayList<>();
      long done = 0;
      Meter meter = new Meter();
      for (int day = 0; done < EVENTS; day++) {
        waiting.addAll(GraphFeeder.day(day));
        if (waiting.size() >= BATCH) {
          List<PayloadEntry> batch = List.copyOf(waiting);
          meter.measure(batch.size(), () -> feeder.project(batch));
          waiting.clear();
          done += batch.size();
          if (isMark(done, batch.size())) {
            figures.put("pipeline_at_" + done, meter.figures());
            meter = new Meter();
          }
        }
      }
      figures.put("pipeline_disk_bytes_per_event", size(directory.resolve("days")) / done);
      long middle = done / 2;
      for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
        double now = ask(graph, question.getValue(), OptionalLong.empty());
        double then = ask(graph, question.getValue(), OptionalLong.of(middle));
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("now_millis", Figures.rounded(now));
        cost.put("as_of_the_middle_millis", Figures.rounded(then));
        cost.put("ratio", Figures.rounded(then / now));
        figures.put("as_of_" + question.getKey(), cost);
      }
    }
  }

  private void children() {
    try (LineageGraph graph = open("children")) {
      GraphFeeder feeder = new GraphFeeder(graph);
      Meter meter = new Meter();
      for (int from = 0; from < EVENTS; from += BATCH) {
        List<PayloadEntry> batch = GraphFeeder.children(from, BATCH);
        meter.measure(BATCH, () -> feeder.project(batch));
        if (isMark(from + BATCH, BATCH)) {
          figures.put("children_of_one_run_at_" + (from + BATCH), meter.figures());
          meter = new Meter();
        }
      }
    }
  }

  /// At 1, 2, 4, 8, 16, … batches.
  private static boolean isMark(long done, int batch) {
    return Long.highestOneBit(done / BATCH) > (done - batch) / BATCH;
  }

  private double ask(LineageGraph graph, String query, OptionalLong asOf) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long rows =
          graph.read(
              store -> {
                DatasetGraph dataset = Snapshot.of(store, iris, asOf).dataset();
                try (QueryExec exec = QueryExec.dataset(dataset).query(query).build()) {
                  long count = 0;
                  var found = exec.select();
                  while (found.hasNext()) {
                    found.next();
                    count++;
                  }
                  return count;
                }
              });
      if (rows > 0) {
        best = Math.min(best, (System.nanoTime() - start) / 1e6);
      }
    }
    return best;
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(GraphSettings.in(directory.resolve(name)), iris);
  }

  private static long size(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Time of the calling thread.
  private static final class Meter {

    private long events;
    private long cpuNanos;
    private long nanos;

    void measure(int count, Runnable work) {
      long start = System.nanoTime();
      long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      cpuNanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart;
      nanos += System.nanoTime() - start;
      events += count;
    }

    Map<String, Object> figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("events", events);
      figures.put("cpu_micros_per_event", Figures.rounded(cpuNanos / 1e3 / events));
      figures.put("events_per_second", Figures.rounded(events * 1e9 / nanos));
      return figures;
    }
  }
}
