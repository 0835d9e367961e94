package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.event.RealEvents;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.TestBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Notices of entries on a topic of a real broker.
@ExtendWith(SharedBroker.class)
@Execution(ExecutionMode.CONCURRENT)
class EntryFeedTest {

  private static final AtomicBoolean HELD = new AtomicBoolean(true);

  @TempDir Path directory;
  private OutWorld world;
  private TestBroker broker;

  @BeforeEach
  void begin(TestBroker shared) {
    broker = shared;
    world = new OutWorld(shared, directory);
    world.append(Entries.creditScoring());
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void tellsOfEveryEntryOnceInItsOrderAndSaysNothingOfWhatWasRecorded() {
    // Given
    EntryFeed feed = world.entryFeed(world.broker(), HELD);

    // When
    world.run(feed);
    feed.close();

    // Then
    List<ConsumerRecord<byte[], byte[]>> notices = world.committed(world.entryTopic);
    List<StoredEntry> entries = world.ledger.entries(0, 1_000).await().indefinitely();
    assertThat(positions(notices))
        .containsExactlyElementsOf(entries.stream().map(StoredEntry::index).toList());
    StoredEntry third = entries.get(3);
    ConsumerRecord<byte[], byte[]> notice = notices.get(3);
    String log = world.ledger.genesis().log().toString();
    assertThat(new String(notice.value(), UTF_8))
        .isEqualTo(
            ("{\"data\":{\"index\":3,\"leaf_hash\":\"%s\"},\"datacontenttype\":\"application/json\","
                 + "\"id\":\"%s/3\",\"source\":\"%s\",\"specversion\":\"1.0\",\"subject\":"
                 + "\"%s/entry/3\",\"time\":\"%s\",\"type\":\"openlineage-run-event\"}")
                .formatted(
                    third.leaf().hash().toBase64(),
                    log,
                    world.iris.base(),
                    world.iris.base(),
                    third.leaf().json().string("received_at")));
    assertThat(new String(notice.key(), UTF_8)).isEqualTo(log + "/3");
    assertThat(headers(notice))
        .isEqualTo(
            Map.of(
                "ledger-log",
                log,
                "ledger-seq",
                "3",
                "ledger-hash",
                third.leaf().hash().toHex(),
                "content-type",
                "application/cloudevents+json; charset=utf-8"));
  }

  @ParameterizedTest
  @EnumSource(DyingBroker.Moment.class)
  void goesOnBehindWhatIsCommittedAfterItDied(DyingBroker.Moment moment) {
    // Given
    EntryFeed dying = world.entryFeed(new DyingBroker(world.settings(900_000), moment, 2), HELD);
    Throwable death = catchThrowable(() -> world.run(dying));
    dying.close();

    // When
    EntryFeed next = world.entryFeed(world.broker(), HELD);
    world.run(next);
    next.close();

    // Then
    assertThat(death).isInstanceOf(DyingBroker.DeathException.class);
    assertThat(positions(world.committed(world.entryTopic))).containsExactlyElementsOf(all());
  }

  @Test
  void goesOnWhereItWasWhenTheTopicKeepsNothing() {
    // Given
    EntryFeed feed = world.entryFeed(world.broker(), HELD);
    world.run(feed);
    feed.close();
    TopicPartition partition = new TopicPartition(world.entryTopic, 0);
    try (Admin admin = world.broker().admin()) {
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }

    // When
    world.append(List.of(Entries.Event.record(RealEvents.example("model-version"))));
    EntryFeed again = world.entryFeed(world.broker(), HELD);
    world.run(again);
    again.close();

    // Then
    assertThat(positions(world.committed(world.entryTopic)))
        .containsExactly(world.ledger.size() - 1);
  }

  @Test
  void refusesATopicThatSomebodyElseWritesTo() {
    // Given
    broker.client().topic(world.entryTopic, 1);
    broker.client().send(new ProducerRecord<>(world.entryTopic, "hello".getBytes(UTF_8)));
    EntryFeed feed = world.entryFeed(world.broker(), HELD);

    // When
    Throwable refusal = catchThrowable(feed::step);

    // Then
    assertThat(refusal).hasMessageContaining("somebody else writes to " + world.entryTopic);
    feed.close();
  }

  @Test
  void doesNothingWhileAnotherReplicaHasTheLease() {
    // Given
    EntryFeed feed = world.entryFeed(world.broker(), new AtomicBoolean());

    // When
    Feed.Wait wait = feed.step();

    // Then
    assertThat(wait.isWoken()).isFalse();
    assertThat(feed.status().isPublishing()).isFalse();
    assertThat(new Topics(world.broker()).names()).doesNotContain(world.entryTopic);
  }

  static List<Long> positions(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(found -> Mark.of(found).orElseThrow().position()).toList();
  }

  static Map<String, String> headers(ConsumerRecord<byte[], byte[]> found) {
    Map<String, String> headers = new TreeMap<>();
    found.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private List<Long> all() {
    return IntStream.range(0, (int) world.ledger.size()).mapToObj(Long::valueOf).toList();
  }
}
