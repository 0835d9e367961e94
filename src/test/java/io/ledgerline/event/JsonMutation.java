package io.ledgerline.event;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The same JSON with one value, chosen at random, removed or of another type.
public final class JsonMutation {

  private static final List<JsonValue> OTHERS =
      List.of(
          JsonNull.of(),
          JsonBoolean.of(true),
          JsonNumber.of(-7),
          new JsonNumber("1e999999999", 0, 11),
          JsonString.of(""),
          JsonString.of("0000-13-41T99:00:00Z"),
          JsonArray.of(List.of(JsonNull.of(), JsonNumber.of(1))),
          JsonArray.of(List.of()),
          JsonObject.of(Map.of()),
          JsonObject.of(Map.of("name", JsonNumber.of(1))));

  private final RandomGenerator random;
  private int countdown;

  private JsonMutation(RandomGenerator random, int countdown) {
    this.random = random;
    this.countdown = countdown;
  }

  /// A mutated copy.
  public static JsonValue of(JsonValue value, RandomGenerator random) {
    return new JsonMutation(random, random.nextInt(size(value))).copy(value);
  }

  /// Another value, of any type.
  public static JsonValue other(RandomGenerator random) {
    return OTHERS.get(random.nextInt(OTHERS.size()));
  }

  private JsonValue copy(JsonValue value) {
    if (countdown-- == 0) {
      return other(random);
    }
    return switch (value) {
      case JsonObject object -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object
            .members()
            .forEach(
                (name, member) -> {
                  boolean removed = countdown == 0 && random.nextBoolean();
                  JsonValue copy = copy(member);
                  if (!removed) {
                    members.put(name, copy);
                  }
                });
        yield JsonObject.of(members);
      }
      case JsonArray array -> {
        List<JsonValue> elements = new ArrayList<>();
        array.elements().forEach(element -> elements.add(copy(element)));
        yield JsonArray.of(elements);
      }
      case JsonString leaf -> leaf;
      case JsonNumber leaf -> leaf;
      case JsonBoolean leaf -> leaf;
      case JsonNull leaf -> leaf;
    };
  }

  private static int size(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          1 + object.members().values().stream().mapToInt(JsonMutation::size).sum();
      case JsonArray array -> 1 + array.elements().stream().mapToInt(JsonMutation::size).sum();
      case JsonString leaf -> 1;
      case JsonNumber leaf -> 1;
      case JsonBoolean leaf -> 1;
      case JsonNull leaf -> 1;
    };
  }
}
