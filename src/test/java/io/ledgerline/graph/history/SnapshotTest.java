package io.ledgerline.graph.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a reader of the past is told to end.
class SnapshotTest {

  private static final Iris IRIS = new Iris("https://ledger.example");
  private static final int QUADS = 1_000;
  private static final int LOOKS_MAX = 10;

  @TempDir private Path directory;

  @Test
  void checksEachQuadThatIsLookedAtThoughNoneWasSo() {
    // Given
    AtomicInteger looks = new AtomicInteger();

    // When
    boolean isAny = isAnyAsOf(3, looks::incrementAndGet);

    // Then
    assertThat(isAny).isFalse();
    assertThat(looks.get()).isGreaterThanOrEqualTo(QUADS);
  }

  @Test
  void looksAtNothingMoreWhenTheCheckEndsIt() {
    // Given
    AtomicInteger looks = new AtomicInteger();
    Runnable check =
        () -> {
          if (looks.incrementAndGet() == LOOKS_MAX) {
            throw new QueryCancelledException();
          }
        };

    // When
    Throwable end = catchThrowable(() -> isAnyAsOf(3, check));

    // Then
    assertThat(end).isInstanceOf(QueryCancelledException.class);
    assertThat(looks.get()).isEqualTo(LOOKS_MAX);
  }

  private boolean isAnyAsOf(long position, Runnable check) {
    try (LineageGraph graph = LineageGraph.open(GraphSettings.in(directory), IRIS)) {
      List<Quad> quads =
          IntStream.range(0, QUADS)
              .mapToObj(i -> Iris.node(IRIS.base() + "/dataset/" + i))
              .map(it -> Quad.create(Quad.defaultGraphIRI, it, Iris.node("urn:next"), it))
              .toList();
      graph.write(
          Optional.empty(),
          new GraphChange(List.of(), quads),
          new Cursor("log", 7, "ab".repeat(32), 1));
      return graph.read(
          store ->
              Snapshot.of(store, IRIS, OptionalLong.of(position), check)
                  .dataset()
                  .find(Quad.defaultGraphIRI, null, null, null)
                  .hasNext());
    }
  }
}
