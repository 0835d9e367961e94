package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.detach.DetachableEntryStore;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.jena.sparql.core.DatasetGraph;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// As-of on disk, of a ledger of which something was erased, or detached: the graph as of a
/// position is that of the entries up to there, as far as they are not erased by now.
@Execution(ExecutionMode.CONCURRENT)
class AsOfErasureTest {

  private static final int ERASED = 6;
  private static final int POSITIONS = 8;

  @TempDir Path directory;
  private Ledger ledger;
  private Iris iris;

  @BeforeEach
  void fillALedger() {
    ledger = TestLedgers.open();
    iris = new Iris(ledger.genesis().baseIri());
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @Test
  void isTheGraphOfTheEntriesUpToThereLessWhatWasErased() {
    // Given
    Random random = new Random(3);
    NavigableSet<Long> erased = new TreeSet<>();
    while (erased.size() < ERASED) {
      erased.add(1 + random.nextLong(Entries.creditScoringWithRecords().size()));
    }
    for (long index : erased) {
      ledger
          .append(Submissions.erasing("dpo-" + index, UnitSet.of(index, List.of(0))))
          .await()
          .indefinitely();
    }
    try (LineageGraph graph = open("graph")) {
      Rebuild.run(ledger, graph);
      for (int i = 0; i < POSITIONS; i++) {
        long position = random.nextLong(ledger.size());

        // When
        List<String> found =
            graph.read(
                store -> quads(Snapshot.of(store, iris, OptionalLong.of(position)).dataset()));

        // Then
        assertThat(found).as("as of %s", position).isEqualTo(prefix(position));
      }
    }
  }

  @Test
  void namesTheErasuresOfWhatWasThere() {
    // Given
    long before = ledger.size() - 1;
    ledger.append(Submissions.erasing("dpo-1", UnitSet.of(40, List.of(0)))).await().indefinitely();
    ledger.append(Submissions.erasing("dpo-2", UnitSet.of(50, List.of(0)))).await().indefinitely();
    try (LineageGraph graph = open("graph")) {
      Rebuild.run(ledger, graph);

      // When
      List<NavigableSet<Long>> erasures = new ArrayList<>();
      for (long position : new long[] {39, 45, before, before + 1, before + 2}) {
        erasures.add(
            graph.read(
                store ->
                    Snapshot.of(store, iris, OptionalLong.of(position)).takenBack().erasures()));
      }

      // Then
      assertThat(erasures.get(0)).isEmpty();
      assertThat(erasures.get(1)).containsExactly(before + 1);
      assertThat(erasures.get(2)).containsExactly(before + 1, before + 2);
      assertThat(erasures.get(3)).containsExactly(before + 2);
      assertThat(erasures.get(4)).isEmpty();
    }
  }

  @Test
  void aTimeIsThatOfAnEntryThoughTheOnesBeforeItAreDetached() {
    // Given
    DetachableEntryStore store = new DetachableEntryStore(new InMemoryEntryStore());
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> TestLedgers.NOW.plusSeconds(seconds.incrementAndGet());
    try (Ledger ticking = TestLedgers.open(store, new InMemoryCheckpointStore(), clock)) {
      LedgerFiller.append(ticking, Entries.creditScoringWithRecords().subList(0, 40));
      List<Instant> times = new ArrayList<>();
      for (StoredEntry entry : entries(ticking)) {
        times.add(entry.leaf().receivedAt());
      }
      Moments moments = new Moments(ticking);
      for (int detached : new int[] {0, 1, 20, 30}) {
        if (detached > 0) {
          store.detach(detached, times.get(detached - 1));
        }
        for (int index = 0; index < times.size(); index++) {
          Instant time = times.get(index).plusMillis(1);
          if (index < detached - 1) {
            // When
            ThrowingCallable asked = () -> moments.at(time);

            // Then
            assertThatThrownBy(asked).isInstanceOf(DetachedException.class);
          } else {
            // When
            OptionalLong position = moments.at(time);

            // Then
            assertThat(position).as("%s, %s detached", index, detached).hasValue(index);
          }
        }
      }
    }
  }

  private static List<StoredEntry> entries(Ledger ledger) {
    return LongStream.range(0, ledger.size())
        .mapToObj(index -> ledger.entry(index).await().indefinitely().orElseThrow())
        .toList();
  }

  private List<String> prefix(long position) {
    try (LineageGraph graph = open("prefix-" + position)) {
      graph.clear();
      List<PayloadEntry> entries = ledger.read(0, (int) position + 1).await().indefinitely();
      Cursor _ = new Projection(graph, ledger.genesis()).apply(Optional.empty(), entries, false);
      return graph.read(this::quads);
    }
  }

  private List<String> quads(DatasetGraph dataset) {
    HistoryGraphs history = new HistoryGraphs(iris);
    return dataset.stream()
        .filter(quad -> !history.isHistory(quad.getGraph()))
        .filter(quad -> !quad.getGraph().equals(iris.graph("again")))
        .filter(quad -> !quad.getPredicate().getURI().endsWith("leafHash"))
        .map(ScratchGraph::text)
        .sorted()
        .toList();
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1_000), iris);
  }
}
