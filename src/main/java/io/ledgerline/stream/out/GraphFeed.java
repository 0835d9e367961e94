package io.ledgerline.stream.out;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.projection.ChangeTrail;
import io.ledgerline.projection.ProjectorSettings;
import io.ledgerline.stream.BrokerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What each entry changed in the lineage graph, as RDF Patch, on a topic that begins with a
/// snapshot.
///
/// A transaction on the topic comes first, then one in a graph of our own: after any failure, and
/// where another replica published meanwhile, the graph is brought to the end of the topic, and the
/// next entry is published, once. What takes back what is on the topic (an erasure, a retraction,
/// other rules), or is missing there, has another topic begun, and the one before deleted.
final class GraphFeed implements Feed {

  private static final Logger LOG = System.getLogger(GraphFeed.class.getName());
  private static final Map<String, String> BASE_SETTINGS =
      Map.of("cleanup.policy", "compact", "retention.ms", "-1");
  private static final Map<String, String> TOPIC_SETTINGS =
      Map.of(
          "cleanup.policy",
          "delete",
          "retention.ms",
          "-1",
          "retention.bytes",
          "-1",
          "max.message.bytes",
          Integer.toString(Broker.messageBytesLimit()));

  private final Ledger ledger;
  private final LineageGraph graph;
  private final ChangeTrail trail;
  private final OutSettings settings;
  private final String base;
  private final Broker broker;
  private final Topics topics;
  private final Lease lease;
  private volatile OutStatus status;
  private volatile boolean isStopped;
  private volatile @Nullable Session session;
  private final Retirement retirement;
  private @Nullable Publication publication;
  private Optional<Mark> applied = Optional.empty();
  private boolean hasBegun;
  private long begunNanos;

  /// @param base what the topics are named after
  /// @param graph its own; closed with it
  GraphFeed(
      Ledger ledger,
      LineageGraph graph,
      ProjectorSettings projection,
      OutSettings settings,
      String base,
      Broker broker,
      Lease lease) {
    this.ledger = ledger;
    this.graph = graph;
    this.trail = new ChangeTrail(ledger, graph, projection);
    this.settings = settings;
    this.base = base;
    this.broker = broker;
    this.topics = new Topics(broker);
    this.lease = lease;
    this.retirement = new Retirement(topics, base, settings.leaseDuration());
    this.status = OutStatus.begun("graph", base);
  }

  @Override
  public Wait step() {
    if (!isOurs()) {
      leave();
      status = status.left();
      return new Wait(lease.patience(), false);
    }
    Publication now = publication == null ? resumed() : publication;
    retirement.run(now.topic());
    ChangeTrail.Step step =
        trail.next(
            settings.entriesMax(),
            changes -> {
              sent(now.publish(changes));
              arrived(now);
            });
    return switch (step) {
      case ENDED -> ended();
      case TAKEN -> {
        applied = Optional.of(now.last());
        boolean isMore = ledger.size() - 1 - now.last().position() >= settings.entriesMax();
        status = status.well(retirement.fault());
        yield isMore ? Wait.NONE : new Wait(settings.interval(), false);
      }
      case NOTHING -> {
        status = status.well(retirement.fault());
        trail.compactIfGrown(this::goOn);
        yield new Wait(settings.idle(), true);
      }
    };
  }

  @Override
  public void broke(Throwable failure) {
    leave();
    trail.recover(failure);
    status = status.failed(String.valueOf(failure.getMessage()));
  }

  @Override
  public OutStatus status() {
    return status;
  }

  @Override
  public void stop() {
    isStopped = true;
    Session open = session;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    leave();
    graph.close();
  }

  private boolean isOurs() {
    return ledger.haltReason().isEmpty() && lease.isHeld();
  }

  /// Ends what takes long once it is not ours to do.
  private void goOn() {
    if (isStopped || !isOurs()) {
      throw new BrokerException("another replica publishes, or nobody does any more");
    }
  }

  private void leave() {
    lease.forget();
    Session open = session;
    if (open != null) {
      open.close();
    }
    session = null;
    publication = null;
  }

  private Session session() {
    Session open = session;
    if (open == null) {
      open = new Session(broker, ledger.genesis().log(), base);
      session = open;
    }
    return open;
  }

  /// Goes on where the topic ends, or begins another one.
  private Publication resumed() {
    Session open = session();
    topics.make(base, BASE_SETTINGS);
    Optional<Generation> announced = announced();
    if (announced.isEmpty()) {
      return begin(open, "there is none yet");
    }
    Generation generation = announced.get();
    if (!generation.mark().log().equals(ledger.genesis().log().toString())) {
      throw new BrokerException(base + " has the graph of another log, " + generation.mark().log());
    }
    String topic = generation.topic(base);
    Optional<Mark> end =
        topics.names().contains(topic)
            ? topics.end(topic).last().flatMap(Mark::of)
            : Optional.empty();
    if (end.isEmpty()) {
      return begin(open, "nothing is left of " + topic);
    }
    if (!generation.rules().equals(trail.rules())) {
      return begin(open, topic + " was made by other rules");
    }
    Mark last = end.get();
    if (!trail.isOfLedger(last.position(), last.leafHash())) {
      return begin(open, topic + " is not of this ledger as it is");
    }
    boolean isOurOwn = applied.equals(end) && trail.cursor().map(GraphFeed::mark).equals(applied);
    if (!isOurOwn && !isReached(last.position())) {
      return begin(open, "what was erased or retracted may be on " + topic);
    }
    retirement.due();
    return entered(publication(open, generation, last));
  }

  /// Brings the graph to the end of the topic.
  ///
  /// @return false if the topic may have more than could be read: what takes it back follows
  private boolean isReached(long end) {
    if (trail.isTakenBackFrom(end + 1, this::goOn)) {
      return false;
    }
    trail.reach(end, this::goOn);
    // Once more, for what came while the graph was filled.
    return !trail.isTakenBackFrom(end + 1, this::goOn);
  }

  /// What follows takes back what is on the topic. Soon after the last time it waits for more of
  /// it.
  private Wait ended() {
    Duration left = settings.generationInterval().minusNanos(System.nanoTime() - begunNanos);
    if (hasBegun && left.isPositive()) {
      return new Wait(left.compareTo(lease.patience()) < 0 ? left : lease.patience(), false);
    }
    begin(session(), "what was erased or retracted is on it");
    return Wait.NONE;
  }

  /// Fills the graph anew, and begins a topic with it.
  private Publication begin(Session open, String why) {
    hasBegun = true;
    begunNanos = System.nanoTime();
    publication = null;
    applied = Optional.empty();
    long size = ledger.size();
    trail.begin(size - 1, this::goOn);
    Cursor at =
        trail
            .cursor()
            .map(Cursor::current)
            .orElseThrow(() -> new IllegalStateException("the ledger has no entry"));
    Mark mark = mark(at);
    Generation generation = new Generation(nextNumber(), mark, size, trail.rules());
    String topic = generation.topic(base);
    LOG.log(Level.INFO, "the lineage graph gets another topic, {0}: {1}", topic, why);
    topics.make(topic, TOPIC_SETTINGS);
    Publication begun = publication(open, generation, mark);
    sent(begun.snapshot(graph, at, this::goOn));
    open.send(List.of(generation.announcement(base, ledger.genesis())));
    retirement.due();
    return entered(begun);
  }

  private Publication publication(Session open, Generation generation, Mark last) {
    return new Publication(
        open,
        generation,
        generation.topic(base),
        last,
        ledger.genesis(),
        settings.messageBytesMax());
  }

  private Publication entered(Publication entered) {
    publication = entered;
    arrived(entered);
    return entered;
  }

  /// One that no topic has, and none that was announced ever had.
  private int nextNumber() {
    int highest =
        topics.names().stream()
            .flatMapToInt(name -> Generation.number(base, name).stream())
            .max()
            .orElse(0);
    return 1 + Math.max(highest, announced().map(Generation::number).orElse(0));
  }

  private static Mark mark(Cursor at) {
    return new Mark(at.log(), at.position(), at.leafHash());
  }

  private Optional<Generation> announced() {
    return topics.end(base).last().map(Generation::read);
  }

  private void arrived(Publication now) {
    status =
        status.at(
            now.topic(),
            OptionalLong.of(now.last().position()),
            OptionalInt.of(now.generation().number()));
  }

  private void sent(Publication.Sent sent) {
    status = status.sent(sent.records(), sent.bytes());
  }
}
