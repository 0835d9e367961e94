package io.ledgerline.stream.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.BrokerException;
import io.ledgerline.stream.TestBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What has another topic of the graph begun, and what becomes of the one before.
@ExtendWith(SharedBroker.class)
@Execution(ExecutionMode.CONCURRENT)
class GenerationTest {

  private static final AtomicBoolean HELD = new AtomicBoolean(true);
  private static final int LARGE = 900_000;

  @TempDir Path directory;
  private OutWorld world;

  @BeforeEach
  void begin(TestBroker broker) {
    world = new OutWorld(broker, directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whoDiesWhileItBeginsATopicLeavesNothingOfIt() {
    // Given
    world.append(Entries.creditScoring());
    Broker deadly =
        new DyingBroker(world.settings(LARGE), DyingBroker.Moment.AFTER_IT_COMMITTED, 1);
    GraphFeed dying = world.graphFeed("a", deadly, HELD, LARGE);
    Throwable death = catchThrowable(() -> world.run(dying));
    dying.close();

    // When
    GraphFeed next = world.graphFeed("a");
    world.run(next);
    next.step();
    next.close();

    // Then
    assertThat(death).isInstanceOf(DyingBroker.DeathException.class);
    assertThat(world.topics()).containsExactly(world.graphTopic, world.graphTopic + ".2");
    assertThat(world.copy(world.graphTopic + ".2")).containsExactlyElementsOf(world.ours());
  }

  @Test
  void anErasureBeginsATopicWithoutWhatWasErasedAndTheOneBeforeIsDeleted() {
    // Given
    GraphFeed feed = world.graphFeed("a");
    world.append(
        List.of(
            Samples.event("job-a", "secret-name", "shared"),
            Samples.event("job-b", "b", "shared")));
    world.run(feed);
    List<String> before = world.patches(world.graphTopic + ".1");

    // When
    world.erase(1);
    world.append(List.of(Samples.event("job-c", "shared", "c")));
    world.run(feed);
    feed.step();
    feed.close();

    // Then
    assertThat(before).anyMatch(patch -> patch.contains("secret-name"));
    assertThat(world.topics()).containsExactly(world.graphTopic, world.graphTopic + ".2");
    assertThat(world.patches(world.graphTopic + ".2"))
        .noneMatch(patch -> patch.contains("secret-name") || patch.contains("job-a"))
        .anyMatch(patch -> patch.contains("erasedBy"));
    assertThat(world.copy(world.graphTopic + ".2")).containsExactlyElementsOf(world.ours());
    assertThat(feed.status().fault()).isEmpty();
  }

  @Test
  void anErasureWhileNobodyPublishesIsFoundByWhoGoesOnWithAGraphThatNeverHadIt() {
    // Given
    world.append(
        List.of(
            Samples.event("job-a", "secret-name", "shared"),
            Samples.event("job-b", "b", "shared")));
    GraphFeed first = world.graphFeed("a");
    world.run(first);
    first.close();
    world.erase(1);

    // When
    GraphFeed other = world.graphFeed("b");
    world.run(other);
    other.step();
    other.close();

    // Then
    assertThat(world.topics()).containsExactly(world.graphTopic, world.graphTopic + ".2");
    assertThat(world.copy(world.graphTopic + ".2")).containsExactlyElementsOf(world.ours());
  }

  @Test
  void aRetractionBeginsATopicToo() {
    // Given
    GraphFeed feed = world.graphFeed("a");
    world.append(
        List.of(Samples.event("job-a", "in", "out"), Samples.event("job-b", "out", "end")));
    world.run(feed);
    String hash =
        world.ledger.entry(1).await().indefinitely().orElseThrow().leaf().hash().toBase64();

    // When
    world.append(List.of(Samples.retraction(1, hash)));
    world.run(feed);
    feed.close();

    // Then
    assertThat(world.announced().number()).isEqualTo(2);
    assertThat(world.copy(world.graphTopic + ".2"))
        .containsExactlyElementsOf(world.ours())
        .anyMatch(quad -> quad.contains("retractedBy"));
  }

  @Test
  void refusesTheTopicOfAnotherLog() {
    // Given
    GraphFeed feed = world.graphFeed("a");
    world.run(feed);
    feed.close();
    Mark foreign = new Mark("another", 0, "00".repeat(32));
    try (Session session = new Session(world.broker(), world.ledger.genesis().log(), "somebody")) {
      session.send(
          List.of(
              new Generation(7, foreign, 1, "1 ")
                  .announcement(world.graphTopic, world.ledger.genesis())));
    }
    GraphFeed again = world.graphFeed("a");

    // When
    Throwable refusal = catchThrowable(again::step);

    // Then
    again.close();
    assertThat(refusal)
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("the graph of another log");
    assertThat(world.topics()).containsExactly(world.graphTopic, world.graphTopic + ".1");
  }
}
