package io.ledgerline.event.openlineage;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads an OpenLineage event (specification 2-0-2) as producers really send it.
///
/// `null` is the same as absent; unknown members are passed over and unknown facets kept; schemas
/// are never fetched. One instance reads one event; [#read] is safe on any thread.
public final class OpenLineageReader {

  private static final JsonObject NO_FACETS = JsonObject.of(Map.of());
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private enum Kind {
    RUN("RunEvent"),
    DATASET("DatasetEvent"),
    JOB("JobEvent");

    private final String schema;

    Kind(String schema) {
      this.schema = schema;
    }
  }

  private final JsonObject event;
  private final Inspection inspection = new Inspection();

  private OpenLineageReader(JsonObject event) {
    this.event = event;
  }

  /// Reads one event. Never throws on account of what it holds.
  public static Reading<LineageEvent> read(JsonValue json) {
    if (json instanceof JsonObject object) {
      return new OpenLineageReader(object).read();
    }
    Inspection inspection = new Inspection();
    inspection.violation("", "an event is a JSON object, this is a value of type " + json.kind());
    return inspection.invalid();
  }

  private Reading<LineageEvent> read() {
    Optional<Kind> kind = kind();
    EventTime time = time();
    String producer = inspection.text(event, "", "producer");
    if (kind.isEmpty()) {
      inspection.violation("", "an event has run and job, or dataset, or job");
      return inspection.invalid();
    }
    return switch (kind.get()) {
      case RUN -> {
        RunRef run = run();
        RunEvent read =
            new RunEvent(time, producer, type(), run, job(), uses("inputs"), uses("outputs"));
        yield inspection.reading(read);
      }
      case DATASET -> {
        JsonObject dataset = inspection.object(event, "", "dataset");
        DatasetUse use = dataset(dataset, "/dataset", "");
        yield inspection.reading(new DatasetEvent(time, producer, use));
      }
      case JOB ->
          inspection.reading(new JobEvent(time, producer, job(), uses("inputs"), uses("outputs")));
    };
  }

  /// What the schema says, unless it says nothing or the content has another shape.
  private Optional<Kind> kind() {
    Optional<Kind> shape = shape();
    Optional<String> url = inspection.optionalText(event, "", "schemaURL");
    if (url.isEmpty()) {
      inspection.warning("/schemaURL", "is missing; the event was read by its shape");
      return shape.or(() -> event.get("run").map(run -> Kind.RUN));
    }
    String schema = url.get().substring(url.get().lastIndexOf('/') + 1);
    Optional<Kind> declared =
        Arrays.stream(Kind.values()).filter(kind -> kind.schema.equals(schema)).findFirst();
    if (shape.isPresent() && !shape.equals(declared)) {
      inspection.warning(
          "/schemaURL",
          "names no schema of this event; it was read by its shape, as " + shape.get().schema);
    }
    return shape.or(() -> declared).or(() -> event.get("run").map(run -> Kind.RUN));
  }

  private Optional<Kind> shape() {
    boolean run = event.get("run").isPresent();
    boolean job = event.get("job").isPresent();
    if (run && job) {
      return Optional.of(Kind.RUN);
    }
    if (!run && event.get("dataset").isPresent()) {
      return Optional.of(Kind.DATASET);
    }
    return !run && job ? Optional.of(Kind.JOB) : Optional.empty();
  }

  private EventTime time() {
    String text = inspection.text(event, "", "eventTime");
    Optional<EventTime> time = EventTime.parse(text);
    if (time.isEmpty() && !text.isEmpty()) {
      inspection.violation(
          "/eventTime", "must be a time such as 2026-01-31T23:59:59.123Z, of the years 1 to 9999");
    } else if (time.isPresent() && !EventTime.hasZone(text)) {
      inspection.warning("/eventTime", "has no zone and was read as UTC");
    }
    return time.orElse(EventTime.UNKNOWN);
  }

  private EventType type() {
    Optional<String> text = inspection.optionalText(event, "", "eventType");
    Optional<EventType> type =
        Arrays.stream(EventType.values())
            .filter(known -> text.filter(known.name()::equals).isPresent())
            .findFirst();
    if (text.isPresent() && type.isEmpty()) {
      inspection.violation("/eventType", "must be one of " + Arrays.toString(EventType.values()));
    }
    return type.orElse(EventType.OTHER);
  }

  private RunRef run() {
    JsonObject run = inspection.object(event, "", "run");
    if (event.object("run").isEmpty()) {
      return new RunRef("", NO_FACETS);
    }
    String runId = inspection.name(run, "/run", "runId");
    if (!runId.isEmpty() && !UUID.matcher(runId).matches()) {
      inspection.warning("/run/runId", "is no UUID; the text was kept");
    }
    RunRef ref = new RunRef(runId, facets(run, "/run", "facets"));
    if (ref.facets().get("parent").isPresent() && ref.parent().isEmpty()) {
      inspection.warning("/run/facets/parent", "names no run and job, and was passed over");
    }
    return ref;
  }

  private JobRef job() {
    JsonObject job = inspection.object(event, "", "job");
    if (event.object("job").isEmpty()) {
      return new JobRef("", "", NO_FACETS);
    }
    return new JobRef(
        inspection.name(job, "/job", "namespace"),
        inspection.name(job, "/job", "name"),
        facets(job, "/job", "facets"));
  }

  private List<DatasetUse> uses(String member) {
    List<JsonValue> elements = inspection.optionalArray(event, "", member);
    String ioFacets = member.equals("inputs") ? "inputFacets" : "outputFacets";
    List<DatasetUse> uses = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      String at = "/" + member + "/" + i;
      if (elements.get(i) instanceof JsonObject dataset) {
        uses.add(dataset(dataset, at, ioFacets));
      } else {
        inspection.violation(at, "must be an object");
      }
    }
    return uses;
  }

  private DatasetUse dataset(JsonObject dataset, String at, String ioFacets) {
    return new DatasetUse(
        inspection.name(dataset, at, "namespace"),
        inspection.name(dataset, at, "name"),
        facets(dataset, at, "facets"),
        ioFacets.isEmpty() ? NO_FACETS : facets(dataset, at, ioFacets));
  }

  private JsonObject facets(JsonObject owner, String at, String member) {
    JsonObject facets = inspection.optionalObject(owner, at, member);
    facets
        .members()
        .keySet()
        .forEach(
            key -> {
              Optional<JsonValue> facet = facets.get(key);
              if (facet.isPresent()) {
                check(facet.get(), Inspection.then(Inspection.then(at, member), key));
              }
            });
    return facets;
  }

  private void check(JsonValue facet, String at) {
    if (!(facet instanceof JsonObject object)) {
      inspection.violation(at, "must be an object");
    } else if (object.string("_producer").isEmpty() || object.string("_schemaURL").isEmpty()) {
      inspection.warning(at, "lacks _producer or _schemaURL");
    }
  }
}
