package io.ledgerline.vault;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Submission.Mark;
import io.ledgerline.merkle.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where an event names the people it is about, and how they are kept. Pure and thread-safe.
///
/// @param pointers into an event, and into its `data`; of an object or array at one of them every
///   string and number below counts
/// @param key hides them; empty where nothing is indexed
public record SubjectIndex(List<JsonPointer> pointers, Optional<SubjectKey> key) {

  /// Nothing is indexed.
  public static final SubjectIndex NONE = new SubjectIndex(List.of(), Optional.empty());

  private static final String DATA = "data";

  /// The most values of one event that are taken; the first ones in the order of the pointers.
  public static final int VALUES_MAX = 100;

  /// Copies the pointers.
  public SubjectIndex {
    pointers = List.copyOf(pointers);
  }

  private record Found(String value, int start) {}

  /// The subjects of an event that is to be an entry, each with the unit that names it.
  ///
  /// @param event read from its bytes
  /// @param personal the pointers that its units are cut by
  public List<Mark> marks(LogId log, JsonValue event, List<JsonPointer> personal) {
    return key.<List<Mark>>map(
            hidden ->
                found(event).stream()
                    .map(
                        found ->
                            new Mark(
                                hidden.ofSubject(log, found.value()),
                                Payload.unitAt(event, personal, found.start())))
                    .distinct()
                    .toList())
        .orElse(List.of());
  }

  /// The subjects of an event that is kept elsewhere.
  public Set<Digest> subjects(LogId log, JsonValue event) {
    Set<Digest> subjects = new TreeSet<>();
    key.ifPresent(
        hidden ->
            found(event).forEach(found -> subjects.add(hidden.ofSubject(log, found.value()))));
    return subjects;
  }

  private Set<Found> found(JsonValue event) {
    Set<Found> found = new LinkedHashSet<>();
    for (JsonPointer pointer : pointers) {
      pointer.findAll(event).forEach(value -> add(value, found));
      if (event instanceof JsonObject object) {
        object
            .get(DATA)
            .ifPresent(data -> pointer.findAll(data).forEach(value -> add(value, found)));
      }
    }
    return found;
  }

  private static void add(JsonValue value, Set<Found> found) {
    List<JsonValue> open = new ArrayList<>(List.of(value));
    while (!open.isEmpty() && found.size() < VALUES_MAX) {
      switch (open.removeFirst()) {
        case JsonString text -> found.add(new Found(text.value(), text.start()));
        case JsonNumber number -> found.add(new Found(number.text(), number.start()));
        case JsonArray array -> open.addAll(array.elements());
        case JsonObject object -> open.addAll(object.members().values());
        case JsonBoolean _, JsonNull _ -> {}
      }
    }
  }
}
