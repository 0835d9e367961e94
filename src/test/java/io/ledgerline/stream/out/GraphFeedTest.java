package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes of the graph on a topic of a real broker: a copy that is made of them is our graph.
@ExtendWith(SharedBroker.class)
@Execution(ExecutionMode.CONCURRENT)
class GraphFeedTest {

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
  void aCopyIsOurGraphQuadForQuadWhateverCameLate() {
    // Given
    GraphFeed feed = world.graphFeed("a");
    world.run(feed);
    List<Entries.Event> events = new ArrayList<>(Entries.creditScoringWithRecords());
    Collections.shuffle(events, new Random(1));

    // When
    world.append(events);
    world.run(feed);
    feed.close();

    // Then
    String topic = world.announced().topic(world.graphTopic);
    assertThat(world.copy(topic)).containsExactlyElementsOf(world.ours());
    assertThat(world.patches(topic))
        .as("patches that take back an edge")
        .anyMatch(patch -> patch.contains("D <") && patch.contains("wasDerivedFrom> <"));
  }

  @Test
  void everyEntryHasItsPatchAndSaysWhatItFollows() {
    // Given
    GraphFeed feed = world.graphFeed("a");
    world.run(feed);

    // When
    world.append(List.of(Samples.event("job-a", "in", "out")));
    world.run(feed);
    feed.close();

    // Then
    String topic = world.announced().topic(world.graphTopic);
    List<ConsumerRecord<byte[], byte[]>> records = world.committed(topic);
    String hash = world.ledger.entry(1).await().indefinitely().orElseThrow().leaf().hash().toHex();
    assertThat(EntryFeedTest.headers(records.getLast()))
        .containsEntry("Content-Type", "application/rdf-patch")
        .containsEntry("ledger-log", world.ledger.genesis().log().toString())
        .containsEntry("ledger-seq", "1")
        .containsEntry("ledger-hash", hash)
        .containsEntry("ledger-kind", "entry")
        .containsEntry("ledger-part", "1")
        .containsEntry("ledger-last-part", "true");
    String base = world.iris.base();
    String meta = "<" + base + "/graph/meta>";
    List<String> rows = new String(records.getLast().value(), UTF_8).lines().toList();
    assertThat(rows)
        .startsWith("H id <" + base + "/entry/1> .", "H prev <" + base + "/entry/0> .")
        .endsWith(
            "A %s <https://w3id.org/ledgerline/ns#leafHash> \"%s\" %s ."
                .formatted(meta, hash, meta))
        .noneMatch(row -> row.startsWith("T") || row.contains("_:"));
    assertThat(EntryFeedTest.headers(records.getFirst())).containsEntry("ledger-kind", "snapshot");
  }

  @ParameterizedTest
  @EnumSource(DyingBroker.Moment.class)
  void goesOnBehindWhatIsCommittedAfterItDied(DyingBroker.Moment moment) {
    // Given
    world.append(Entries.creditScoring());
    GraphFeed first = world.graphFeed("a");
    world.run(first);
    first.close();
    world.append(Entries.creditScoringWithRecords().subList(97, 100));
    world.append(
        List.of(Samples.event("job-a", "in", "out"), Samples.event("job-b", "out", "end")));
    Broker deadly = new DyingBroker(world.settings(LARGE), moment, 1);
    GraphFeed dying = world.graphFeed("a", deadly, HELD, LARGE);
    Throwable death = catchThrowable(() -> world.run(dying));
    dying.close();

    // When
    GraphFeed next = world.graphFeed("a");
    world.run(next);
    next.close();

    // Then
    assertThat(death).isInstanceOf(DyingBroker.DeathException.class);
    Generation generation = world.announced();
    String topic = generation.topic(world.graphTopic);
    assertThat(generation.number()).isEqualTo(1);
    assertThat(world.copy(topic)).containsExactlyElementsOf(world.ours());
    assertThat(world.patched(topic)).containsExactlyElementsOf(world.upTo(generation));
  }

  @Test
  void whoWasTakenOverIsRefusedAndNothingIsTwiceOrOutOfOrder() {
    // Given
    AtomicBoolean isHeld = new AtomicBoolean(true);
    GraphFeed paused = world.graphFeed("a", world.broker(), isHeld, LARGE);
    world.append(List.of(Samples.event("job-a", "in", "out")));
    world.run(paused);
    world.append(List.of(Samples.event("job-b", "out", "b")));
    GraphFeed other = world.graphFeed("b");
    world.run(other);
    world.append(List.of(Samples.event("job-c", "b", "c")));

    // When
    Throwable refusal = catchThrowable(paused::step);

    // Then
    assertThat(refusal).hasRootCauseInstanceOf(KafkaException.class);
    paused.broke(refusal);
    isHeld.set(false);
    paused.step();
    assertThat(paused.status().isPublishing()).isFalse();
    world.run(other);
    other.close();
    isHeld.set(true);
    world.append(List.of(Samples.event("job-d", "c", "d")));
    world.run(paused);
    paused.close();
    Generation generation = world.announced();
    assertThat(world.patched(generation.topic(world.graphTopic)))
        .containsExactlyElementsOf(world.upTo(generation));
    assertThat(world.copy(generation.topic(world.graphTopic)))
        .containsExactlyElementsOf(world.ours());
  }

  @Test
  void whatIsLargerThanAMessageComesInPartsAndTheCursorInTheLast() {
    // Given
    world.append(Entries.creditScoring().subList(0, 40));
    GraphFeed feed = world.graphFeed("a", world.broker(), HELD, 2_000);
    world.run(feed);

    // When
    world.append(Entries.creditScoring().subList(40, 97));
    world.run(feed);
    feed.close();

    // Then
    Generation generation = world.announced();
    String topic = generation.topic(world.graphTopic);
    List<ConsumerRecord<byte[], byte[]>> records = world.committed(topic);
    assertThat(records.size()).isGreaterThan((int) world.ledger.size() * 2);
    for (ConsumerRecord<byte[], byte[]> found : records) {
      boolean isLast = EntryFeedTest.headers(found).get("ledger-last-part").equals("true");
      assertThat(new String(found.value(), UTF_8).contains("ns#position> ")).isEqualTo(isLast);
    }
    assertThat(world.patched(topic).stream().distinct())
        .containsExactlyElementsOf(world.upTo(generation));
    assertThat(world.copy(topic)).containsExactlyElementsOf(world.ours());
  }
}
