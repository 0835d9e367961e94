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
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A Kafka broker of this JVM, its own controller, on a port of the loopback interface. It starts
/// in some four seconds, and again in half a second.
public final class TestBroker implements AutoCloseable {

  private static final String CLUSTER = "bGVkZ2VybGluZS10ZXN0cw";

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private final BrokerClient client;
  private KafkaRaftServer server;

  private TestBroker(Path directory, int port, int controllerPort) {
    BrokerClient.quieten();
    this.directory = directory;
    this.port = port;
    this.controllerPort = controllerPort;
    this.server = started();
    this.client = new BrokerClient(address());
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

  /// A client of it.
  public BrokerClient client() {
    return client;
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
    client.close();
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
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.heartbeat.interval.ms", "250"),
            Map.entry("broker.session.timeout.ms", "4000")));
    KafkaRaftServer begun =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    begun.startup();
    return begun;
  }
}
