package io.ledgerline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A Kafka broker of this JVM, its own controller, on a port of the loopback interface. It starts
/// in some four seconds, and again in half a second.
public final class TestBroker implements AutoCloseable {

  private static final String CLUSTER = "bGVkZ2VybGluZS10ZXN0cw";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  /// Kept, since a logger that nobody holds forgets its level.
  private static final List<Logger> QUIET =
      Stream.of("kafka", "org.apache.kafka", "state.change.logger").map(Logger::getLogger).toList();

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
  }

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private final KafkaProducer<byte[], byte[]> producer;
  private KafkaRaftServer server;

  private TestBroker(Path directory, int port, int controllerPort) {
    this.directory = directory;
    this.port = port;
    this.controllerPort = controllerPort;
    this.server = started();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address(), "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Starts an empty one.
  ///
  /// @param directory what it keeps its files in
  public static TestBroker start(Path directory) {
    return start(directory, ServiceProcess.freePort(), ServiceProcess.freePort());
  }

  /// Starts one on these ports: on what it finds in the directory, if there is something.
  static TestBroker start(Path directory, int port, int controllerPort) {
    try {
      Path files = Files.createDirectories(directory).toAbsolutePath();
      if (!Files.exists(files.resolve("meta.properties"))) {
        assertThatCode(() -> format(files)).doesNotThrowAnyException();
      }
      return new TestBroker(files, port, controllerPort);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What a client is given as `bootstrap.servers`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// Makes a topic.
  public void topic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      done(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
    }
  }

  /// Sends one record, and returns when the broker has it.
  public void send(ProducerRecord<byte[], byte[]> produced) {
    done(producer.send(produced));
  }

  /// Sends many, and returns when the broker has them all.
  public void send(List<ProducerRecord<byte[], byte[]>> produced) {
    var sent = produced.stream().map(producer::send).toList();
    sent.forEach(TestBroker::done);
  }

  /// The first records of a topic, as soon as there are so many.
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer = consumer("reader")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
      while (found.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
        if (System.nanoTime() > deadline) {
          throw new AssertionError(found.size() + " of " + count + " records of " + topic);
        }
      }
    }
    return found;
  }

  /// How many records of a topic a group has not committed.
  public long lag(String group, String topic) {
    try (var consumer = consumer(group)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(new HashSet<>(partitions));
      return partitions.stream()
          .mapToLong(
              partition -> {
                OffsetAndMetadata place = committed.get(partition);
                return ends.get(partition) - (place == null ? 0 : place.offset());
              })
          .sum();
    }
  }

  /// Stops it; what it has is kept.
  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  /// Starts it again, where it was.
  public void startAgain() {
    server = started();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    stop();
  }

  private static void format(Path files) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setClusterId(CLUSTER)
        .setNodeId(1)
        .addDirectory(files.toString())
        .setMetadataLogDirectory(files.toString())
        .setControllerListenerName("CONTROLLER")
        .run();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", address(), "group.id", group, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaRaftServer started() {
    Properties settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("log.dirs", directory.toString()),
            Map.entry("num.partitions", "2"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.heartbeat.interval.ms", "250"),
            Map.entry("broker.session.timeout.ms", "1000")));
    KafkaRaftServer begun =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    begun.startup();
    return begun;
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  private static <T> T done(KafkaFuture<T> future) {
    return done(future.toCompletionStage().toCompletableFuture());
  }
}
