package io.ledgerline.stream.out;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.notify.Notice;
import io.ledgerline.notify.NoticeCursors;
import io.ledgerline.stream.BrokerException;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A notice of every entry, in their order, from the first one on. Each is on the topic once.
///
/// Where it stands is what is last on the topic; where nothing is left there, because the topic has
/// a retention, what the database keeps of it counts.
final class EntryFeed implements Feed {

  private static final Logger LOG = System.getLogger(EntryFeed.class.getName());
  private static final Map<String, String> TOPIC_SETTINGS =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  private final Ledger ledger;
  private final OutSettings settings;
  private final Broker broker;
  private final Lease lease;
  private final NoticeCursors cursors;
  private final LogId log;
  private final String topic;
  private volatile OutStatus status;
  private volatile @Nullable Session session;
  private long next;
  private long kept;

  /// @param topic made if it is not there
  EntryFeed(
      Ledger ledger,
      OutSettings settings,
      String topic,
      Broker broker,
      Lease lease,
      NoticeCursors cursors) {
    this.ledger = ledger;
    this.settings = settings;
    this.broker = broker;
    this.lease = lease;
    this.cursors = cursors;
    this.log = ledger.genesis().log();
    this.topic = topic;
    this.status = OutStatus.begun("entries", topic);
  }

  @Override
  public Wait step() {
    if (ledger.haltReason().isPresent() || !lease.isHeld()) {
      leave();
      status = status.left();
      return new Wait(lease.patience(), false);
    }
    Session open = session == null ? begun() : session;
    List<StoredEntry> page = page();
    if (!page.isEmpty()) {
      publish(open, page);
    }
    status = status.well(Optional.empty());
    boolean isMore = page.size() == settings.entriesMax();
    return page.isEmpty()
        ? new Wait(settings.idle(), true)
        : isMore ? Wait.NONE : new Wait(settings.interval(), false);
  }

  @Override
  public void broke(Throwable failure) {
    leave();
    status = status.failed(String.valueOf(failure.getMessage()));
  }

  @Override
  public OutStatus status() {
    return status;
  }

  @Override
  public void stop() {
    Session open = session;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    leave();
  }

  private void leave() {
    lease.forget();
    Session open = session;
    if (open != null) {
      open.close();
    }
    session = null;
  }

  private Session begun() {
    Session begun = new Session(broker, log, topic);
    session = begun;
    Topics topics = new Topics(broker);
    topics.make(topic, TOPIC_SETTINGS);
    Topics.End end = topics.end(topic);
    Optional<Mark> last = end.last().flatMap(Mark::of);
    if (end.last().isPresent() && last.isEmpty()) {
      throw new BrokerException("somebody else writes to " + topic);
    }
    last.ifPresent(this::checkOurs);
    kept = await(cursors.next(log, "kafka " + topic, 0));
    next = last.isPresent() ? last.get().position() + 1 : end.isUntouched() ? 0 : kept;
    arrived();
    return begun;
  }

  private void checkOurs(Mark last) {
    if (!last.log().equals(log.toString())) {
      throw new BrokerException(topic + " has the entries of another log, " + last.log());
    }
    boolean isOurs =
        await(
            ledger
                .entry(last.position())
                .map(
                    found ->
                        found
                            .filter(entry -> entry.leaf().hash().toHex().equals(last.leafHash()))
                            .isPresent())
                .onFailure(DetachedException.class)
                .recoverWithItem(true));
    if (!isOurs) {
      throw new BrokerException(
          topic
              + " has an entry "
              + last.position()
              + " that is not that of the ledger: the database is older than the topic");
    }
  }

  private List<StoredEntry> page() {
    while (true) {
      try {
        return await(ledger.entries(next, settings.entriesMax()));
      } catch (DetachedException gone) {
        LOG.log(Level.WARNING, "{0} does without {1}", topic, gone.range().words());
        next = gone.range().before();
      }
    }
  }

  private void publish(Session open, List<StoredEntry> page) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    long bytes = 0;
    for (StoredEntry entry : page) {
      Notice notice = Notice.of(ledger.genesis(), entry);
      Mark mark = new Mark(log.toString(), entry.index(), entry.leaf().hash().toHex());
      ProducerRecord<byte[], byte[]> made = mark.on(topic, notice.id(), notice.body().toArray());
      Mark.put(made.headers(), "content-type", Notice.MEDIA_TYPE + "; charset=utf-8");
      records.add(made);
      bytes += notice.body().size();
    }
    open.send(records);
    next = page.getLast().index() + 1;
    arrived();
    status = status.sent(records.size(), bytes);
    // Only where the topic is empty some day: that it is behind after a crash does no harm.
    if (await(cursors.advance(log, "kafka " + topic, kept, next))) {
      kept = next;
    } else {
      kept = await(cursors.next(log, "kafka " + topic, 0));
    }
  }

  private void arrived() {
    OptionalLong position = next == 0 ? OptionalLong.empty() : OptionalLong.of(next - 1);
    status = status.at(topic, position, OptionalInt.empty());
  }

  private <T> T await(Uni<T> answer) {
    return answer.await().atMost(settings.storeTimeout());
  }
}
