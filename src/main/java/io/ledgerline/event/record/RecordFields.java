package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields that a record must have. One that is missing or unreadable is noted, and read as
/// something empty: the record is invalid then, and nobody sees it.
///
/// @param at pointer to `data` in the event
record RecordFields(JsonObject data, String at, Inspection inspection) {

  private static final List<String> NAMES = List.of("id", "namespace", "name", "version");
  private static final List<String> TIMES =
      List.of(
          "answeredAt",
          "at",
          "awareAt",
          "detectedAt",
          "expiresAt",
          "from",
          "issuedAt",
          "linkAt",
          "receivedAt",
          "sentAt",
          "to",
          "validFrom",
          "validTo",
          "validUntil");
  private static final String A_TIME =
      "must be a time such as 2026-01-31T23:59:59Z, of the years 1 to 9999";
  private static final Ref NO_REF = new Ref.ByName("", "");
  private static final RetractionTarget NO_TARGET = new RetractionTarget.Event("", "", "");

  Envelope envelope() {
    RecordFields producer = within("producer");
    String recordId = text("recordId");
    Optional<String> uuid = Fields.uuid(recordId);
    if (uuid.isEmpty()) {
      inspection.violation(at + "/recordId", "must be a UUID");
    }
    optionalName("sourceRunId");
    optionalRef("systemId");
    optionalRef("supersedes");
    return new Envelope(
        uuid.orElse(recordId),
        name("namespace"),
        time("occurredAt"),
        new Envelope.Producer(producer.name("uri"), producer.name("version")),
        personalData(),
        data);
  }

  String text(String name) {
    return inspection.text(data, at, name);
  }

  /// A text that identifies something.
  String name(String name) {
    return inspection.name(data, at, name);
  }

  String decimal(String name) {
    return found(Fields.decimal(data, name), name, "must be a number", "0");
  }

  Instant time(String name) {
    return found(Fields.time(data, name), name, A_TIME, Instant.EPOCH);
  }

  LocalDate date(String name) {
    return found(Fields.date(data, name), name, "must be a date", LocalDate.EPOCH);
  }

  Ref ref(String name) {
    checkLengths(name, data.members().get(name));
    return found(
        Fields.ref(data, name), name, "must be a record id, or have namespace and name", NO_REF);
  }

  List<Ref> refs(String name) {
    List<Ref> refs = Fields.refs(data, name);
    data.array(name).forEach(value -> checkLengths(name, value));
    if (refs.size() != data.array(name).size()) {
      inspection.violation(at + "/" + name, "must be record ids, or have namespace and name each");
    }
    return refs;
  }

  Actor actor(String name) {
    RecordFields party = within(name);
    return new Actor(party.name("id"), party.data());
  }

  RetractionTarget retractionTarget(String name) {
    return found(
        data.object(name).flatMap(RetractionTarget::read),
        name,
        "must have one of entry, cloudEvent and lineageEvent",
        NO_TARGET);
  }

  List<String> names(String name) {
    List<String> names = Fields.strings(data, name);
    if (names.size() != data.array(name).size()
        || names.stream().anyMatch(n -> n.length() > Inspection.NAME_LENGTH_MAX)) {
      inspection.violation(
          at + "/" + name,
          "must be strings of at most " + Inspection.NAME_LENGTH_MAX + " characters");
    }
    return names;
  }

  /// The fields of an object that must be there.
  RecordFields within(String name) {
    return new RecordFields(inspection.object(data, at, name), at + "/" + name, inspection);
  }

  /// The fields of each object of an array.
  List<RecordFields> each(String name) {
    List<RecordFields> each = new ArrayList<>();
    List<JsonValue> elements = data.array(name);
    for (int i = 0; i < elements.size(); i++) {
      String there = at + "/" + name + "/" + i;
      if (elements.get(i) instanceof JsonObject object) {
        each.add(new RecordFields(object, there, inspection));
      } else {
        inspection.violation(there, "must be an object");
      }
    }
    return each;
  }

  /// Notes every name in the record that is too long for an IRI, ids of parties and what names
  /// other things, and every time that is none. Labels are free.
  void checkEach() {
    checkEach(data, at);
  }

  private void checkEach(JsonValue value, String there) {
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size(); i++) {
        checkEach(array.elements().get(i), there + "/" + i);
      }
    } else if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                String pointer = Inspection.then(there, name);
                if (member instanceof JsonString text) {
                  check(name, text.value(), pointer);
                } else if (!name.equals("tags")) {
                  checkEach(member, pointer);
                }
              });
    }
  }

  private void check(String name, String text, String pointer) {
    if (NAMES.contains(name) && text.length() > Inspection.NAME_LENGTH_MAX) {
      inspection.violation(
          pointer, "must have at most " + Inspection.NAME_LENGTH_MAX + " characters");
    } else if (TIMES.contains(name) && Fields.time(text).isEmpty()) {
      inspection.violation(pointer, A_TIME);
    }
  }

  private Envelope.PersonalData personalData() {
    String text = text("personalData").toUpperCase(Locale.ROOT);
    for (Envelope.PersonalData known : Envelope.PersonalData.values()) {
      if (known.name().equals(text)) {
        return known;
      }
    }
    inspection.violation(at + "/personalData", "must be none, pseudonymous or personal");
    return Envelope.PersonalData.NONE;
  }

  private void optionalName(String name) {
    if (data.get(name).isPresent()) {
      name(name);
    }
  }

  private void optionalRef(String name) {
    if (data.get(name).isPresent()) {
      ref(name);
    }
  }

  private void checkLengths(String name, @Nullable JsonValue ref) {
    boolean tooLong =
        ref instanceof JsonObject object
            && object.members().values().stream()
                .anyMatch(
                    part ->
                        part instanceof JsonString s
                            && s.value().length() > Inspection.NAME_LENGTH_MAX);
    if (tooLong) {
      inspection.violation(
          at + "/" + name,
          "its parts must have at most " + Inspection.NAME_LENGTH_MAX + " characters each");
    }
  }

  private <T> T found(Optional<T> value, String name, String expectation, T instead) {
    if (value.isEmpty()) {
      inspection.violation(at + "/" + name, expectation);
    }
    return value.orElse(instead);
  }
}
