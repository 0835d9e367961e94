package io.ledgerline.vault;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where an event names the people it is about: pointers into its JSON. Pure and thread-safe.
///
/// @param pointers into an event as it was sent; of an object or array at one of them every string
///   and number below counts
public record SubjectIndex(List<JsonPointer> pointers) {

  /// The most values of one event that are taken; the first ones in the order of the pointers.
  public static final int VALUES_MAX = 100;

  /// Copies the pointers.
  public SubjectIndex {
    pointers = List.copyOf(pointers);
  }

  /// A value and where it stands.
  ///
  /// @param value a string decoded, a number as written
  /// @param start the offset of its first byte in the JSON
  public record Found(String value, int start) implements Comparable<Found> {

    @Override
    public int compareTo(Found other) {
      int byPlace = Integer.compare(start, other.start);
      return byPlace != 0 ? byPlace : value.compareTo(other.value);
    }
  }

  /// The values of an event, each place once.
  public SortedSet<Found> in(JsonValue event) {
    SortedSet<Found> found = new TreeSet<>();
    for (JsonPointer pointer : pointers) {
      pointer.findAll(event).forEach(value -> add(value, found));
    }
    return found;
  }

  private static void add(JsonValue value, SortedSet<Found> found) {
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
