package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.notify.InMemoryNoticeCursors;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.TestBroker;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// A ledger, a broker, and feeds between them whose steps are the test's.
final class OutWorld implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration POLL = Duration.ofMillis(200);

  final Ledger ledger;
  final Iris iris;
  final String graphTopic;
  final String entryTopic;
  final InMemoryNoticeCursors cursors = new InMemoryNoticeCursors();
  private final String address;
  private final Path directory;

  OutWorld(TestBroker broker, Path directory) {
    this(broker, directory, TestLedgers.open());
  }

  OutWorld(TestBroker broker, Path directory, Ledger ledger) {
    int number = NUMBERS.incrementAndGet();
    this.ledger = ledger;
    this.iris = new Iris(ledger.genesis().baseIri());
    this.graphTopic = "graph_" + number;
    this.entryTopic = "entries_" + number;
    this.address = broker.address();
    this.directory = directory;
  }

  OutSettings settings(int messageBytesMax) {
    return new OutSettings(
        address,
        Optional.of(graphTopic),
        Optional.of(entryTopic),
        messageBytesMax,
        50,
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ZERO,
        Duration.ofSeconds(15),
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Map.of());
  }

  Broker broker() {
    return new Broker(settings(900_000));
  }

  GraphFeed graphFeed(String name) {
    return graphFeed(name, broker(), new AtomicBoolean(true), 900_000);
  }

  /// One of a replica.
  ///
  /// @param name of the directory of its graph
  /// @param isHeld whether it is told that it has the lease
  GraphFeed graphFeed(String name, Broker broker, AtomicBoolean isHeld, int messageBytesMax) {
    return new GraphFeed(
        ledger,
        open(name),
        ProjectorSettings.DEFAULTS,
        settings(messageBytesMax),
        graphTopic,
        broker,
        lease(isHeld));
  }

  EntryFeed entryFeed(Broker broker, AtomicBoolean isHeld) {
    return new EntryFeed(ledger, settings(900_000), entryTopic, broker, lease(isHeld), cursors);
  }

  /// Both feeds.
  KafkaOutlet outlet() {
    return new KafkaOutlet(
        new KafkaOutlet.Setup(
            ledger,
            settings(900_000),
            (duty, duration) -> Uni.createFrom().item(true),
            cursors,
            () -> open("outlet"),
            ProjectorSettings.DEFAULTS,
            InstantSource.system()));
  }

  /// Steps until everything is published.
  void run(Feed feed) {
    while (feed.status().position().orElse(-1) < ledger.size() - 1) {
      feed.step();
    }
  }

  void append(List<Entries.Event> events) {
    LedgerFiller.append(ledger, events);
  }

  void erase(long index) {
    ledger
        .append(Submissions.erasing("dpo-" + ledger.size(), UnitSet.of(index, List.of(0))))
        .await()
        .indefinitely();
  }

  /// The topic that is announced last.
  Generation announced() {
    return Generation.read(committed(graphTopic).getLast());
  }

  /// What is committed on a topic.
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = broker().consumer()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(found::add);
      }
    }
    return found;
  }

  /// The patches of a topic, one text each.
  List<String> patches(String topic) {
    return committed(topic).stream().map(found -> new String(found.value(), UTF_8)).toList();
  }

  /// A copy of the graph, made of a topic.
  List<String> copy(String topic) {
    DatasetGraph copy = DatasetGraphFactory.create();
    committed(topic).forEach(found -> Copies.apply(found, copy));
    return quads(copy);
  }

  /// The entries that have patches of their own.
  List<Long> patched(String topic) {
    return EntryFeedTest.positions(
        committed(topic).stream()
            .filter(found -> EntryFeedTest.headers(found).get("ledger-kind").equals("entry"))
            .toList());
  }

  /// Those that should have.
  List<Long> upTo(Generation generation) {
    return LongStream.range(generation.mark().position() + 1, ledger.size()).boxed().toList();
  }

  /// The topics of the graph that there are.
  List<String> topics() {
    return new Topics(broker()).names().stream().filter(Generation.names(graphTopic)).toList();
  }

  /// The quads of the graph that is filled from the ledger.
  List<String> ours() {
    try (LineageGraph graph = open("ours-" + NUMBERS.incrementAndGet())) {
      Rebuild.run(ledger, graph);
      return graph.read(OutWorld::quads);
    }
  }

  static List<String> quads(DatasetGraph dataset) {
    return dataset.stream().map(OutWorld::text).sorted().toList();
  }

  @Override
  public void close() {
    ledger.close();
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 10_000), iris);
  }

  private static Lease lease(AtomicBoolean isHeld) {
    return new Lease(
        duration -> Uni.createFrom().item(isHeld::get),
        Duration.ofNanos(2),
        Duration.ofSeconds(5),
        InstantSource.system());
  }

  private static String text(Quad quad) {
    return String.join(
        " ",
        NodeFmtLib.strNT(quad.getSubject()),
        NodeFmtLib.strNT(quad.getPredicate()),
        NodeFmtLib.strNT(quad.getObject()),
        quad.isDefaultGraph() ? "" : NodeFmtLib.strNT(quad.getGraph()));
  }
}
