package io.ledgerline.anchor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [WatchedStore] must do.
public abstract class WatchedStoreContract {

  private static final AtomicLong LOGS = new AtomicLong();
  private static final Digest ROOT = Digest.ofNode(Digest.EMPTY_ROOT, Digest.EMPTY_ROOT);
  private static final Digest OTHER_ROOT = Digest.ofNode(ROOT, ROOT);

  private WatchedStore store;
  private String origin;

  /// The store.
  protected abstract WatchedStore open();

  @BeforeEach
  void watchALogOfItsOwn() {
    store = open();
    origin = "log.example/" + getClass().getSimpleName() + "/" + LOGS.incrementAndGet();
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(store.newest(origin).await().indefinitely()).isEmpty();
  }

  @Test
  void remembersTheFirstAndGoesOnFromIt() {
    // Given
    Checkpoint first = new Checkpoint(origin, 0, Digest.EMPTY_ROOT);
    Checkpoint second = new Checkpoint(origin, 3, ROOT);

    // When
    boolean began = advance(Optional.empty(), first);
    boolean wentOn = advance(Optional.of(first), second);

    // Then
    assertThat(List.of(began, wentOn)).containsOnly(true);
    assertThat(store.newest(origin).await().indefinitely()).contains(note(second));
  }

  @Test
  void doesNothingWhereTheLastOneIsAnother() {
    // Given
    Checkpoint last = new Checkpoint(origin, 5, ROOT);
    advance(Optional.empty(), last);
    Checkpoint next = new Checkpoint(origin, 9, ROOT);

    // Then
    assertThat(advance(Optional.empty(), next)).isFalse();
    assertThat(advance(Optional.of(new Checkpoint(origin, 4, ROOT)), next)).isFalse();
    assertThat(advance(Optional.of(new Checkpoint(origin, 5, OTHER_ROOT)), next)).isFalse();
    assertThat(store.newest(origin).await().indefinitely()).contains(note(last));
  }

  @Test
  void takesTheSameSizeAndRootAgain() {
    // Given
    Checkpoint last = new Checkpoint(origin, 5, ROOT);
    advance(Optional.empty(), last);

    // Then
    assertThat(advance(Optional.of(last), last)).isTrue();
  }

  @Test
  void oneOfManyAtOnceWins() {
    // Given
    Checkpoint last = new Checkpoint(origin, 5, ROOT);
    advance(Optional.empty(), last);

    // When
    List<Boolean> answers =
        AtOnce.all(
            IntStream.range(6, 26)
                .<Callable<Boolean>>mapToObj(
                    size -> () -> advance(Optional.of(last), new Checkpoint(origin, size, ROOT)))
                .toList());

    // Then
    assertThat(answers.stream().filter(won -> won)).hasSize(1);
  }

  private boolean advance(Optional<Checkpoint> before, Checkpoint next) {
    return store.advance(before, next, note(next)).await().indefinitely();
  }

  private SignedNote note(Checkpoint checkpoint) {
    return SigningKey.ofSeed(origin, new byte[32]).sign(checkpoint.text());
  }
}
