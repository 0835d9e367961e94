package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// When the events of the newest entries happened. Keeps what it read, and reads what was added
/// since. Thread-safe.
public final class EventTimes {

  /// An entry with an event.
  ///
  /// @param eventType of a run event, as `START`; empty for other events
  public record Event(long index, Instant time, String eventType) {}

  /// The events of the newest entries.
  ///
  /// @param events by index
  /// @param first the first entry that was looked at; above 0, older ones are missing
  /// @param position the last one
  public record Events(List<Event> events, long first, long position) {

    /// Whether everything at or after a time is here, as far as producers' clocks follow the order
    /// of the ledger.
    public boolean reaches(Instant time) {
      return first <= 0
          || events.stream().findFirst().map(event -> event.time().isBefore(time)).orElse(false);
    }

    /// The times by index.
    public Map<Long, Instant> timesByIndex() {
      Map<Long, Instant> times = new TreeMap<>();
      events.forEach(event -> times.put(event.index(), event.time()));
      return times;
    }
  }

  private static final Comparator<Event> BY_TIME =
      Comparator.comparing(Event::time).thenComparingLong(Event::index);

  private final LineageGraph graph;
  private final Iris iris;
  private final int entriesMax;
  private final Deque<Event> kept = new ArrayDeque<>();
  private WeakReference<DatasetGraph> current = new WeakReference<>(null);
  private long first;
  private long position = Cursor.NOTHING;

  /// Over a graph with these IRIs.
  public EventTimes(LineageGraph graph, Iris iris, CatalogueSettings settings) {
    this.graph = graph;
    this.iris = iris;
    this.entriesMax = settings.entriesExaminedMax();
  }

  /// The run events of a time, by their time.
  ///
  /// @param after at or after which
  /// @param before which
  /// @param asOf the index of the last entry that is taken into account; empty for all
  /// @return the indexes of their entries
  public Page<Long> runEvents(
      Instant after,
      Instant before,
      boolean newestFirst,
      int limit,
      int offset,
      OptionalLong asOf) {
    Events read = events();
    long last = Math.min(read.position(), asOf.orElse(read.position()));
    List<Long> found =
        read.events().stream()
            .filter(event -> event.index() <= last)
            .filter(event -> !event.eventType().isEmpty())
            .filter(event -> !event.time().isBefore(after) && event.time().isBefore(before))
            .sorted(newestFirst ? BY_TIME.reversed() : BY_TIME)
            .map(Event::index)
            .toList();
    return Page.of(found, limit, offset, !read.reaches(after), last);
  }

  /// The events of the newest entries.
  public Events events() {
    return graph.read(
        dataset ->
            follow(dataset, Cursor.read(dataset).map(Cursor::position).orElse(Cursor.NOTHING)));
  }

  private synchronized Events follow(DatasetGraph dataset, long at) {
    boolean isSame = current.refersTo(dataset) && at - position <= entriesMax;
    if (!isSame) {
      kept.clear();
      current = new WeakReference<>(dataset);
      position = Math.max(Cursor.NOTHING, at - entriesMax);
      first = position + 1;
    }
    while (position < at) {
      event(dataset, ++position).ifPresent(kept::add);
    }
    first = Math.max(first, position - entriesMax + 1);
    while (!kept.isEmpty() && kept.getFirst().index() < first) {
      kept.removeFirst();
    }
    return new Events(List.copyOf(kept), first, position);
  }

  private Optional<Event> event(DatasetGraph dataset, long index) {
    Optional<Instant> time = Optional.empty();
    String type = "";
    Iterator<Quad> quads =
        dataset.find(Quad.defaultGraphIRI, iris.entry(index), Node.ANY, Node.ANY);
    while (quads.hasNext()) {
      Quad quad = quads.next();
      if (quad.getPredicate().equals(Vocabulary.EVENT_TIME)) {
        time = Literals.time(quad.getObject());
      } else if (quad.getPredicate().equals(Vocabulary.EVENT_TYPE)) {
        type = quad.getObject().getLiteralLexicalForm();
      }
    }
    String eventType = type;
    return time.map(at -> new Event(index, at, eventType));
  }
}
