package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// One database after another: copies, exchanges, and what is left where that was cut short.
@Execution(ExecutionMode.CONCURRENT)
class GenerationsTest {

  private static final Iris IRIS = new Iris("https://ledger.example/l");
  private static final int QUADS = 10_000;
  private static final Cursor CURSOR = new Cursor("log", 4, "ab".repeat(32), 1);

  @TempDir Path directory;

  @Test
  void aCopyHasEverythingAndSaysWhatItIs() {
    try (LineageGraph graph = filled();
        LineageGraph beside = graph.beside()) {
      // Given
      graph.began(new Birth(3, 0));

      // When
      boolean isCopied = graph.copyInto(beside, () -> true);

      // Then
      assertThat(isCopied).isTrue();
      assertThat(beside.cursor()).contains(CURSOR);
      assertThat(count(beside)).isEqualTo(count(graph));
      assertThat(beside.birth().sizes()).isEqualTo(new Birth(3, 0).sizes());
      assertThat(beside.birth().compactedBytes()).isPositive();
      assertThat(beside.compactedAt()).isPresent();
    }
  }

  @Test
  void aCopyThatIsNotWantedAnyMoreIsNone() {
    try (LineageGraph graph = filled();
        LineageGraph beside = graph.beside()) {
      // When
      boolean isCopied = graph.copyInto(beside, () -> false);

      // Then
      assertThat(isCopied).isFalse();
      assertThat(beside.isEmpty()).isTrue();
      assertThat(graph.copyInto(beside, () -> true)).isTrue();
    }
  }

  @Test
  void aCopyMakesWayForOpeningTheGraphAnew() throws Exception {
    try (LineageGraph graph = filled();
        LineageGraph beside = graph.beside()) {
      // Given
      CountDownLatch isCopying = new CountDownLatch(1);
      CountDownLatch goesOn = new CountDownLatch(1);
      CompletableFuture<Boolean> copy =
          CompletableFuture.supplyAsync(
              () ->
                  graph.copyInto(
                      beside,
                      () -> {
                        isCopying.countDown();
                        await(goesOn);
                        return true;
                      }),
              Thread.ofPlatform().daemon()::start);
      await(isCopying);

      // When
      Thread reopening = Thread.ofPlatform().start(graph::reopen);
      while (reopening.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      goesOn.countDown();

      // Then
      assertThat(copy.get()).isFalse();
      reopening.join();
      assertThat(graph.cursor()).contains(CURSOR);
    }
  }

  @Test
  void anExchangeThatWasCutShortAfterTheMoveIsFinishedByTheNextStart() throws IOException {
    // Given
    try (LineageGraph graph = filled();
        LineageGraph beside = graph.beside()) {
      graph.copyInto(beside, () -> true);
      beside.write(Optional.of(CURSOR), new GraphChange(List.of(), List.of(quad(-1))), CURSOR);
    }
    Path home = directory.resolve("graph");
    Files.move(home.resolve("beside/tdb2-1"), home.resolve("tdb2-2"));

    // When
    try (LineageGraph graph = open()) {
      // Then
      assertThat(count(graph)).isEqualTo(QUADS + 4 + 1);
      assertThat(graph.compactedAt()).isPresent();
      assertThat(graph.hasBeside()).isFalse();
      graph.discardBeside();
      assertThat(names(home)).containsExactly("tdb2-2");
    }
  }

  @Test
  void aBirthIsReadAsItWasWrittenOnceAndACopyKeepsItsTime() throws IOException {
    // Given
    Path birth = directory.resolve("graph/tdb2-1/birth");
    Instant copiedAt = Instant.parse("2026-01-01T00:00:00Z");
    try (LineageGraph graph = filled()) {
      assertThat(graph.bytes()).isPositive();
    }
    Files.writeString(birth, "clean-from 7\ncompacted-bytes 12\n");
    Files.setLastModifiedTime(birth, FileTime.from(copiedAt));

    try (LineageGraph graph = open()) {
      // When
      Birth once = graph.birth();
      graph.began(once.reading(3, 9));

      // Then
      assertThat(once).isEqualTo(new Birth(7, 12));
      assertThat(graph.compactedAt()).contains(copiedAt);
    }
    assertThat(birth).hasContent("clean-from 7\nclean-from 9 entry 3\ncompacted-bytes 12\n");
  }

  @Test
  void whatADatabaseSaysOfItsBirthIsKeptAndGarbageIsNone() throws IOException {
    // Given
    try (LineageGraph graph = filled()) {
      graph.began(new Birth(7, 0).reading(3, 9).reading(5, 11));
    }

    // When
    Birth kept;
    try (LineageGraph graph = open()) {
      kept = graph.birth();
    }
    Files.writeString(directory.resolve("graph/tdb2-1/birth"), "clean-from x\n");

    // Then
    assertThat(kept).isEqualTo(new Birth(7, 0).reading(3, 9).reading(5, 11));
    assertThat(LongStream.of(0, 2, 3, 4, 5, 99).map(kept::cleanFrom))
        .containsExactly(7L, 7L, 9L, 9L, 11L, 11L);
    try (LineageGraph graph = open()) {
      assertThat(graph.birth()).isEqualTo(Birth.UNKNOWN);
      assertThat(graph.compactedAt()).isEmpty();
    }
  }

  private LineageGraph filled() {
    LineageGraph graph = open();
    List<Quad> quads = IntStream.range(0, QUADS).mapToObj(GenerationsTest::quad).toList();
    graph.write(Optional.empty(), new GraphChange(List.of(), quads), CURSOR);
    return graph;
  }

  private LineageGraph open() {
    return LineageGraph.open(GraphSettings.in(directory.resolve("graph")), IRIS);
  }

  private static Quad quad(int number) {
    return Quad.create(
        Quad.defaultGraphIRI,
        Iris.node("urn:s:" + number),
        Vocabulary.VALUE,
        Literals.integer(number));
  }

  private static long count(LineageGraph graph) {
    return graph.read(dataset -> dataset.stream().count());
  }

  private static List<String> names(Path home) throws IOException {
    try (Stream<Path> children = Files.list(home)) {
      return children.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
