package io.ledgerline.fault.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.fault.DrillDatabase;
import io.ledgerline.http.Requests;
import io.ledgerline.merkle.StrictDecimal;
import io.ledgerline.stream.BrokerClient;
import io.ledgerline.stream.BrokerProcess;
import io.ledgerline.wiring.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the packaged service that reads from Kafka, of the broker and of PostgreSQL, in
/// turn under load, and what was produced beside what is in the ledger. With the property
/// `ledgerline.drill.rounds` so often; without it once.
class StreamIT {

  private static final int ROUNDS = Integer.getInteger("ledgerline.drill.rounds", 1);
  private static final int EVENTS = 10;
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 20);
  private static final int PAGE = 1_000;
  private static final String TOPIC = "lineage";
  private static final String GROUP = "ledgerline";
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void whatWasProducedIsInTheLedgerOneToOneWhateverIsKilled() {
    try (DrillDatabase database = DrillDatabase.in(directory.resolve("database"));
        BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
        BrokerClient client = new BrokerClient(broker.address())) {
      // Given
      client.topic(TOPIC, 4);
      ServiceProcess started = start(database, broker);
      List<String> produced = new ArrayList<>();

      // When
      for (int round = 0; round < ROUNDS; round++) {
        ServiceProcess victim = started;
        under(client, produced, victim::kill);
        started = start(database, broker);
        under(client, produced, database::kill);
        under(client, produced, () -> joinAndLeave(broker));
        under(
            client,
            produced,
            () -> {
              broker.kill();
              broker.startAgain();
            });
      }

      // Then
      ServiceProcess service = started;
      client.awaitCommitted(GROUP, TOPIC);
      assertThat(recorded(service, published(database, service)))
          .containsExactlyInAnyOrderElementsOf(produced);
      assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
      service.close();
    }
  }

  @Test
  void whileTheDatabaseHangsTheBrokerHoldsWhatTheConsumersMayNot() {
    try (DrillDatabase database = DrillDatabase.in(directory.resolve("database"));
        BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
        BrokerClient client = new BrokerClient(broker.address())) {
      // Given
      client.topic(TOPIC, 4);
      try (ServiceProcess service =
          start(database, broker, "LEDGERLINE_KAFKA_IN_FLIGHT_MAX", "32")) {
        List<String> produced =
            IntStream.range(0, 3_000)
                .mapToObj(number -> Requests.runEvent("stream-" + number))
                .toList();

        // When
        database.proxy().hang();
        client.send(
            produced.stream()
                .map(event -> new ProducerRecord<byte[], byte[]>(TOPIC, event.getBytes(UTF_8)))
                .toList());
        service.await(() -> metric(service, "ledgerline_kafka_lag_records") == 3_000, SOON);
        long inFlight = metric(service, "ledgerline_kafka_in_flight_records");
        database.proxy().goOn();

        // Then
        assertThat(inFlight).isPositive().isLessThanOrEqualTo(64);
        client.awaitCommitted(GROUP, TOPIC);
        assertThat(recorded(service, published(database, service)))
            .containsExactlyInAnyOrderElementsOf(produced);
      }
    }
  }

  /// The size of the log, once all of it is published.
  private static long published(DrillDatabase database, ServiceProcess service) {
    String[] counts = database.counts().split(" ", -1);
    assertThat(counts).containsOnly(counts[0]);
    long size = StrictDecimal.parse(counts[0]).orElseThrow();
    service.await(() -> isPublished(service, size), SOON);
    return size;
  }

  private static long metric(ServiceProcess service, String name) {
    return service
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> StrictDecimal.parse(line.replaceFirst("^[^ ]* ", "").replace(".0", "")))
        .findFirst()
        .orElseThrow()
        .orElse(-1);
  }

  private static boolean isPublished(ServiceProcess service, long size) {
    String published = service.get("/log/checkpoint").body().lines().toList().get(1);
    return StrictDecimal.parse(published).orElse(0) >= size;
  }

  /// Produces events, every tenth of them twice, until something has happened and for a while
  /// after.
  private static void under(BrokerClient client, List<String> produced, Runnable what) {
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Void> happening =
        CompletableFuture.runAsync(what).whenComplete((done, failure) -> isOver.set(true));
    boolean isLast;
    do {
      isLast = isOver.get();
      List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        String event = Requests.runEvent("stream-" + produced.size());
        produced.add(event);
        for (int copy = 0; copy < (i % 10 == 0 ? 2 : 1); copy++) {
          batch.add(new ProducerRecord<>(TOPIC, event.getBytes(UTF_8)));
        }
      }
      client.send(batch);
      pause();
    } while (!isLast);
    happening.join();
  }

  /// A hundred events a second are enough to read back.
  private static void pause() {
    try {
      assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// Another consumer comes to the group, is given partitions, and leaves without a commit.
  private static void joinAndLeave(BrokerProcess broker) {
    try (KafkaConsumer<byte[], byte[]> other =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.address(),
                "group.id",
                GROUP,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      other.subscribe(List.of(TOPIC));
      while (other.assignment().isEmpty()) {
        other.poll(Duration.ofMillis(100));
      }
    }
  }

  private ServiceProcess start(DrillDatabase database, BrokerProcess broker, String... more) {
    Map<String, String> environment = database.environment(more);
    environment.put("LEDGERLINE_KAFKA_BOOTSTRAP_SERVERS", broker.address());
    environment.put("LEDGERLINE_KAFKA_TOPICS", TOPIC);
    return ServiceProcess.start(directory.resolve("home"), ServiceProcess.freePort(), environment);
  }

  /// The accepted bytes of every entry that came from the topic.
  private static List<String> recorded(ServiceProcess service, long size) {
    List<String> found = new ArrayList<>();
    for (long from = 0; from < size; ) {
      String page =
          service
              .get("/api/v1/export/entries?from=" + from + "&before=" + Math.min(size, from + PAGE))
              .body();
      for (String line : page.lines().toList()) {
        JsonObject entry = (JsonObject) StrictJsonReader.read(Bytes.utf8(line), LIMITS);
        from = entry.integer("index").orElseThrow() + 1;
        String text = ((JsonObject) entry.array("units").getFirst()).string("text").orElseThrow();
        if (text.contains("\"name\":\"stream-")) {
          found.add(text);
        }
      }
    }
    return found;
  }
}
