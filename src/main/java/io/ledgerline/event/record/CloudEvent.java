package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A CloudEvent of version 1.0 whose data is JSON, whichever mode it came in.
///
/// @param attributes context attributes and extensions by name, in the string form of the
///   specification's type system, with at least `id`, `source`, `specversion` and `type`
/// @param data the data; JSON `null` if there is none
public record CloudEvent(SortedMap<String, String> attributes, JsonValue data) {

  /// Copies the attributes.
  public CloudEvent {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /// Names the event within its source.
  public String id() {
    return attributes.getOrDefault("id", "");
  }

  /// Where the event happened, a URI reference.
  public String source() {
    return attributes.getOrDefault("source", "");
  }

  /// What kind of event it is, as `io.ledgerline.decision.v1`.
  public String type() {
    return attributes.getOrDefault("type", "");
  }

  /// Attributes and data as one object: equal for the same event in every mode.
  public JsonObject content() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    attributes.forEach((name, value) -> members.put(name, JsonString.of(value)));
    members.put("data", data);
    return JsonObject.of(members);
  }
}
