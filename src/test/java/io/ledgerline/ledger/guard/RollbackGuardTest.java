package io.ledgerline.ledger.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.ledger.guard.Anchors.Anchor;
import io.ledgerline.ledger.guard.Anchors.Recalled;
import io.ledgerline.ledger.guard.RollbackGuard.Stored;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The comparison of a tree with anchors.
class RollbackGuardTest {

  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void letsALogPassThatHoldsEveryAnchor() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 3), anchor("a", 7)));

    // When
    Throwable refusal = catchThrowable(() -> check(guard, "a", 7));

    // Then
    assertThat(refusal).isNull();
  }

  @Test
  void refusesALogThatIsShorterThanAnAnchor() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 3), anchor("a", 8)));

    // When
    Throwable refusal = catchThrowable(() -> check(guard, "a", 7));

    // Then
    assertThat(refusal)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the database has 7 entries, the anchor file 8 covers 8: it is an older state");
  }

  @Test
  void letsALogPassThatAnotherReplicaMadeLongerAndAnchoredMeanwhile() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 8)));

    // When
    Throwable refusal =
        catchThrowable(() -> guard.check(stored("a", 7, 9), false).await().indefinitely());

    // Then
    assertThat(refusal).isNull();
  }

  @Test
  void refusesALogThatBecameLongerMeanwhileAndIsNotTheAnchorsOne() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("b", 8)));

    // When
    Throwable refusal =
        catchThrowable(() -> guard.check(stored("a", 7, 9), false).await().indefinitely());

    // Then
    assertThat(refusal).hasMessageStartingWith("the first 8 entries have the root ");
  }

  @Test
  void refusesALogWithoutEntriesWhereAnAnchorCoversSome() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 1)));

    // When
    Throwable refusal = catchThrowable(() -> check(guard, "a", 0));

    // Then
    assertThat(refusal).hasMessageContaining("the database has 0 entries");
  }

  @Test
  void refusesALogWithAnotherRootAtTheSizeOfAnAnchor() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 8), anchor("b", 5)));

    // When
    Throwable refusal = catchThrowable(() -> check(guard, "a", 9));

    // Then
    assertThat(refusal)
        .hasMessage(
            "the first 5 entries have the root %s, the anchor file 5 says %s"
                .formatted(root("a", 5).toHex(), root("b", 5).toHex()));
  }

  @Test
  void refusesAHeadThatIsNotOfTheTree() {
    // Given
    RollbackGuard guard = guardOf(known(anchor("a", 3)));

    // When
    Throwable refusal =
        catchThrowable(
            () ->
                guard
                    .check(
                        new Stored(5, root("b", 5), size -> item(root("a", size)), () -> item(5L)),
                        true)
                    .await()
                    .indefinitely());

    // Then
    assertThat(refusal).hasMessage("the head of 5 entries has another root than they have");
  }

  @Test
  void refusesWhereTheAnchorsSaySo() {
    // Given
    RollbackGuard guard = guardOf(new Recalled.Refused("the directory is gone"));

    // When
    Throwable refusal = catchThrowable(() -> check(guard, "a", 7));

    // Then
    assertThat(refusal)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the directory is gone");
  }

  @Test
  void comparesAgainAfterAWhileOrWhenTold() {
    // Given
    AtomicInteger recalls = new AtomicInteger();
    Deque<Instant> times =
        new ArrayDeque<>(List.of(NOW, NOW.plusSeconds(9), NOW.plusSeconds(9), NOW.plusSeconds(19)));
    RollbackGuard guard =
        new RollbackGuard(
            () -> {
              recalls.incrementAndGet();
              return item(known());
            },
            times::remove,
            REPEAT);
    List<Integer> counts =
        IntStream.range(0, 4)
            .map(
                i -> {
                  // When
                  guard.check(stored("a", 0, 0), i == 2).await().indefinitely();
                  return recalls.get();
                })
            .boxed()
            .toList();

    // Then
    assertThat(counts).containsExactly(1, 1, 2, 3);
  }

  private static void check(RollbackGuard guard, String history, long size) {
    guard.check(stored(history, size, size), true).await().indefinitely();
  }

  private static Stored stored(String history, long size, long sizeNow) {
    return new Stored(
        size, root(history, size), covered -> item(root(history, covered)), () -> item(sizeNow));
  }

  private static RollbackGuard guardOf(Recalled recalled) {
    return new RollbackGuard(() -> item(recalled), () -> NOW, REPEAT);
  }

  private static Recalled known(Anchor... anchors) {
    return new Recalled.Known(List.of(anchors));
  }

  private static Anchor anchor(String history, long size) {
    return new Anchor(new Checkpoint("example.org/log", size, root(history, size)), "file " + size);
  }

  private static Digest root(String history, long size) {
    return Frontier.EMPTY
        .append(
            IntStream.range(0, (int) size)
                .mapToObj(i -> Digest.ofLeaf(StandardCharsets.UTF_8.encode(history + i)))
                .toList())
        .root();
  }

  private static <T> Uni<T> item(T item) {
    return Uni.createFrom().item(item);
  }
}
