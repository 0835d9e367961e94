package io.ledgerline.assurance.completeness;

import io.ledgerline.assurance.Watch;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.system.Finding;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether the numbers of producers are without gaps, used once and rising, and whether producers
/// are heard of as often as they or the configuration say.
///
/// It reads leaves alone, which the public tiles hold: a stranger can do the same. What it keeps is
/// limited; where a limit leaves something out, a finding says so.
public final class CompletenessWatch implements Watch {

  /// The kind of the finding that a stream of a producer is not watched.
  public static final String NOT_WATCHED = "not-watched";

  /// The type of the subjects.
  static final String PRODUCER = "producer";

  private static final String VERSION = "1";
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 20);

  private final CompletenessSettings settings;
  private final SortedMap<String, Stream> streams = new TreeMap<>();
  private final SortedMap<String, Integer> placesByProducer = new TreeMap<>();
  private final NotWatched notWatched = new NotWatched();
  private int places;
  private int ranges;
  private Instant deadline = Instant.MAX;
  private Optional<String> written = Optional.empty();

  /// One that knows of no producer.
  public CompletenessWatch(CompletenessSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "completeness";
  }

  @Override
  public void accept(StoredEntry entry) {
    Leaf leaf = entry.leaf();
    Instant at = leaf.receivedAt();
    passed(at, entry.index());
    if (leaf.producer().equals(Ledger.SYSTEM_PRODUCER)) {
      return;
    }
    if (settings.intervals().containsKey(leaf.producer())) {
      accept(List.of(leaf.producer()), entry.index(), at, Optional.empty());
    }
    Optional<Numbering> numbering = leaf.numbering();
    numbering.ifPresent(
        number -> accept(List.of(leaf.producer(), number.stream()), entry.index(), at, numbering));
  }

  private void accept(List<String> names, long index, Instant at, Optional<Numbering> numbering) {
    String key = String.join("/", names);
    Stream stream = streams.get(key);
    if (stream == null) {
      if (!hasPlace(key, names.getFirst())) {
        if (notWatched.add(names.getFirst(), names.getLast(), index)) {
          written = Optional.empty();
        }
        return;
      }
      stream = new Stream(new Finding.Subject(PRODUCER, names), settings);
      put(stream);
    }
    int before = stream.missing.size();
    stream.accept(index, at, numbering);
    ranges += stream.missing.size() - before;
    limitRanges();
    deadline = earlier(deadline, stream.deadline());
    written = Optional.empty();
  }

  private boolean hasPlace(String key, String producer) {
    return settings.intervals().containsKey(key)
        || (places < settings.limits().streams()
            && placesByProducer.getOrDefault(producer, 0) < settings.limits().streamsPerProducer());
  }

  private void put(Stream stream) {
    String key = String.join("/", stream.subject().names());
    streams.put(key, stream);
    if (!settings.intervals().containsKey(key)) {
      places++;
      placesByProducer.merge(stream.subject().names().getFirst(), 1, Integer::sum);
    }
  }

  /// Gives up ranges where there are most: who leaves out much loses his own alone.
  private void limitRanges() {
    while (ranges > settings.limits().ranges()) {
      Stream most =
          streams.values().stream()
              .max(Comparator.comparingInt(stream -> stream.missing.size()))
              .orElseThrow();
      int before = most.missing.size();
      most.giveUp();
      ranges += most.missing.size() - before;
    }
  }

  @Override
  public void passed(Instant time, long end) {
    if (!deadline.isBefore(time)) {
      return;
    }
    deadline = Instant.MAX;
    for (Stream stream : streams.values()) {
      stream.passed(time);
      deadline = earlier(deadline, stream.deadline());
    }
    written = Optional.empty();
  }

  @Override
  public List<Due> due() {
    List<Due> due = new ArrayList<>();
    streams.forEach(
        (name, stream) ->
            stream.due().forEach(one -> due.add(new Due(name + "\n" + one.key(), one.finding()))));
    // No stream has an empty name.
    notWatched.due().forEach(one -> due.add(new Due("\n" + one.key(), one.finding())));
    return due;
  }

  @Override
  public void recorded(Due due, long index) {
    int cut = due.key().indexOf('\n');
    if (cut == 0) {
      notWatched.recorded(due.key().substring(1));
    }
    Optional.ofNullable(streams.get(due.key().substring(0, cut)))
        .ifPresent(
            stream -> stream.recorded(new Due(due.key().substring(cut + 1), due.finding()), index));
    written = Optional.empty();
  }

  @Override
  public String state() {
    String text =
        written.orElseGet(
            () ->
                CanonicalJson.of(
                        JsonObject.of(
                            Map.of(
                                "v",
                                JsonString.of(VERSION),
                                "not_watched",
                                notWatched.write(),
                                "streams",
                                JsonArray.of(
                                    streams.values().stream().map(StreamJson::write).toList()))))
                    .toString());
    written = Optional.of(text);
    return text;
  }

  @Override
  public void resume(String state) {
    CanonicalJson json = CanonicalJson.parse(Bytes.utf8(state), LIMITS);
    if (!json.string("v").equals(VERSION)) {
      throw new IllegalArgumentException("a state of version " + json.string("v"));
    }
    streams.clear();
    placesByProducer.clear();
    places = 0;
    ranges = 0;
    notWatched.read(json.object().array("not_watched"));
    deadline = Instant.MAX;
    for (JsonValue element : json.object().array("streams")) {
      if (element instanceof JsonObject object) {
        Stream stream = StreamJson.read(object, settings);
        put(stream);
        ranges += stream.missing.size();
        deadline = earlier(deadline, stream.deadline());
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
