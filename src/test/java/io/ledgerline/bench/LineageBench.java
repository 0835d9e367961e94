package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.lineage.Detail;
import io.ledgerline.lineage.Direction;
import io.ledgerline.lineage.GrownGraph;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.lookup.NodeId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a lineage costs at depth 20 in a warehouse of many jobs.
class LineageBench {

  private static final int JOBS = Integer.getInteger("ledgerline.bench.jobs", 100_000);
  private static final int VERSIONS = Integer.getInteger("ledgerline.bench.versions", 10);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int QUESTIONS = 300;

  private final Figures figures = new Figures("lineage");
  private final Random random = new Random(6);

  @Test
  void answersAtDepthTwentyInALargeWarehouse(@TempDir Path directory) {
    Iris iris = new Iris(TestLedgers.genesis().baseIri());
    try (LineageGraph graph = LineageGraph.open(GraphSettings.in(directory), iris)) {
      long start = System.nanoTime();
      GrownGraph.fill(graph, iris, JOBS, VERSIONS);
      figures.setting("jobs", JOBS);
      figures.setting("versions_a_dataset", VERSIONS);
      figures.setting("depth", Lineage.DEPTH);
      figures.setting("limit", Lineage.LIMIT);
      figures.put("seconds_to_fill", Figures.rounded((System.nanoTime() - start) / 1e9));
      Lineage lineage = new Lineage(graph, iris);
      for (Direction direction : Direction.values()) {
        String way = direction.name().toLowerCase(Locale.ROOT);
        measure(lineage, direction, "dataset_" + way, () -> GrownGraph.datasetId(job()));
        measure(lineage, direction, "job_" + way, () -> GrownGraph.jobId(job()));
        measure(lineage, direction, "version_" + way, () -> GrownGraph.versionId(job(), version()));
        measure(lineage, direction, "run_" + way, () -> GrownGraph.runNodeId(job(), version()));
      }
      long middle = graph.cursor().orElseThrow().position() / 2;
      Lineage then = lineage.asOf(OptionalLong.of(middle));
      figures.setting("as_of_position", middle);
      for (Direction direction : Direction.values()) {
        String way = direction.name().toLowerCase(Locale.ROOT);
        measure(then, direction, "dataset_" + way + "_as_of", () -> GrownGraph.datasetId(job()));
      }
    }
  }

  private int job() {
    return random.nextInt(JOBS);
  }

  private int version() {
    return random.nextInt(VERSIONS);
  }

  private void measure(Lineage lineage, Direction direction, String name, Supplier<String> ids) {
    List<Long> nanos = new ArrayList<>();
    List<Long> cpuNanos = new ArrayList<>();
    long nodes = 0;
    long truncated = 0;
    for (int i = 0; i < 2 * QUESTIONS; i++) {
      NodeId id = NodeId.parse(ids.get()).orElseThrow();
      long start = System.nanoTime();
      long startCpu = THREADS.getCurrentThreadCpuTime();
      LineageView view =
          lineage.around(id, direction, Detail.NAMED, Lineage.DEPTH, Lineage.LIMIT).orElseThrow();
      long spent = System.nanoTime() - start;
      long spentCpu = THREADS.getCurrentThreadCpuTime() - startCpu;
      assertThat(view.nodes()).isNotEmpty();
      if (i >= QUESTIONS) {
        nanos.add(spent);
        cpuNanos.add(spentCpu);
        nodes += view.nodes().size();
        truncated += view.truncated() ? 1 : 0;
      }
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("p50_millis", Figures.rounded(sorted[sorted.length / 2] / 1e6));
    result.put("p95_millis", Figures.rounded(sorted[sorted.length * 95 / 100] / 1e6));
    result.put("max_millis", Figures.rounded(Arrays.stream(sorted).max().orElse(0) / 1e6));
    long[] cpu = cpuNanos.stream().mapToLong(Long::longValue).sorted().toArray();
    result.put("cpu_p95_millis", Figures.rounded(cpu[cpu.length * 95 / 100] / 1e6));
    result.put("nodes_mean", Figures.rounded((double) nodes / QUESTIONS));
    result.put("truncated_of_" + QUESTIONS, truncated);
    figures.put(name, result);
  }
}
