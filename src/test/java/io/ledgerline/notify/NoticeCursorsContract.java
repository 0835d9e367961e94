package io.ledgerline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [NoticeCursors] must do.
public abstract class NoticeCursorsContract {

  private static final AtomicLong WEBHOOKS = new AtomicLong();
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);
  private static final Duration LONG = Duration.ofHours(1);

  private NoticeCursors cursors;
  private LogId log;
  private String webhook;

  /// The store.
  protected abstract NoticeCursors open();

  /// A log that it may know.
  protected abstract LogId log();

  @BeforeEach
  void begin() {
    cursors = open();
    log = log();
    webhook = "w-" + WEBHOOKS.incrementAndGet();
  }

  @Test
  void beginsWhereItIsTold() {
    // Then
    assertThat(await(cursors.next(log, webhook, 7))).isEqualTo(7);
    assertThat(await(cursors.next(log, webhook, 9))).as("the second time").isEqualTo(7);
  }

  @Test
  void movesOnlyFromWhereItStands() {
    // Given
    var _ = await(cursors.next(log, webhook, 7));

    // Then
    assertThat(await(cursors.advance(log, webhook, 6, 10))).isFalse();
    assertThat(await(cursors.advance(log, webhook, 7, 10))).isTrue();
    assertThat(await(cursors.advance(log, webhook, 7, 11))).isFalse();
    assertThat(await(cursors.next(log, webhook, 0))).isEqualTo(10);
  }

  @Test
  void isServedByOneReplicaAtATime() {
    // Then
    assertThat(await(cursors.hold(log, webhook, FIRST, LONG))).isTrue();
    assertThat(await(cursors.hold(log, webhook, SECOND, LONG))).isFalse();
    assertThat(await(cursors.hold(log, webhook, FIRST, LONG))).isTrue();
    assertThat(await(cursors.hold(log, webhook + "x", SECOND, LONG))).as("another one").isTrue();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofMinutes(1));
  }
}
