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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether the numbers of producers are without gaps, used once and rising, and whether producers
/// are heard of as often as they or the configuration say.
///
/// It reads leaves alone, which the public tiles hold: a stranger can do the same.
public final class CompletenessWatch implements Watch {

  /// The type of the subjects.
  static final String PRODUCER = "producer";

  private static final String VERSION = "1";
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 20);

  private final CompletenessSettings settings;
  private final SortedMap<String, Stream> streams = new TreeMap<>();
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
    passed(at);
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
      if (streams.size() >= settings.streamsMax()) {
        return;
      }
      stream = new Stream(new Finding.Subject(PRODUCER, names), settings);
      streams.put(key, stream);
    }
    stream.accept(index, at, numbering);
    deadline = earlier(deadline, stream.deadline());
    written = Optional.empty();
  }

  @Override
  public void passed(Instant time) {
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
    return due;
  }

  @Override
  public void recorded(Due due, long index) {
    int cut = due.key().indexOf('\n');
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
    deadline = Instant.MAX;
    for (JsonValue element : json.object().array("streams")) {
      if (element instanceof JsonObject object) {
        Stream stream = StreamJson.read(object, settings);
        streams.put(String.join("/", stream.subject().names()), stream);
        deadline = earlier(deadline, stream.deadline());
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
