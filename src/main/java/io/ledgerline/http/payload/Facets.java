package io.ledgerline.http.payload;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The facets of one job, run or dataset, by their keys: of each the newest, whole.
public final class Facets {

  private record Facet(JsonObject json, RawJson raw) {}

  private final Map<String, Facet> facets = new TreeMap<>();

  /// None.
  public Facets() {}

  /// Puts in what a newer event says. What it does not say stays; `_deleted` takes away.
  public void put(JsonObject newer, EventPayload payload) {
    newer
        .members()
        .forEach(
            (key, value) -> {
              if (value instanceof JsonObject facet) {
                boolean isDeleted =
                    facet.members().get("_deleted") instanceof JsonValue.JsonBoolean gone
                        && gone.value();
                if (isDeleted) {
                  facets.remove(key);
                } else {
                  facets.put(key, new Facet(facet, payload.raw(facet)));
                }
              }
            });
  }

  /// All of them, as they were written.
  public Map<String, RawJson> all() {
    Map<String, RawJson> all = new TreeMap<>();
    facets.forEach((key, facet) -> all.put(key, facet.raw()));
    return all;
  }

  /// The text of a member of a facet.
  public Optional<String> text(String key, String member) {
    return facet(key).flatMap(facet -> facet.string(member));
  }

  /// One facet.
  public Optional<JsonObject> facet(String key) {
    return Optional.ofNullable(facets.get(key)).map(Facet::json);
  }

  /// The tags of the whole, as `key=value`; the key alone where the value is `true` or nothing.
  public List<String> tags() {
    return tags(Optional.empty());
  }

  /// The tags of a column.
  public List<String> tags(String field) {
    return tags(Optional.of(field));
  }

  private List<String> tags(Optional<String> field) {
    List<String> tags = new ArrayList<>();
    for (JsonValue value : facet("tags").map(facet -> facet.array("tags")).orElse(List.of())) {
      if (value instanceof JsonObject tag && tag.string("field").equals(field)) {
        String text = tag.string("value").filter(said -> !said.equals("true")).orElse("");
        tag.string("key").ifPresent(key -> tags.add(text.isEmpty() ? key : key + "=" + text));
      }
    }
    return tags;
  }
}
