package io.ledgerline.event.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// The same JSON as the tree that the schema validator walks, without a second parser.
///
/// A member that is `null` is left out, as it says the same as an absent one.
final class JacksonNode {

  /// The most digits of a number: more would cost the validator more than they could mean.
  private static final int NUMBER_LENGTH_MAX = 64;

  /// The largest exponent of a number, of either sign, in digits: three of them, as 1e999.
  private static final String REASONABLE = "-?[0-9.]+([eE][+-]?[0-9]{1,3})?";

  private JacksonNode() {}

  /// @param at pointer to `value`, for what is noted
  static JsonNode of(JsonValue value, String at, Inspection inspection) {
    return switch (value) {
      case JsonObject object -> {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
          if (!(member.getValue() instanceof JsonNull)) {
            String there = Inspection.then(at, member.getKey());
            node.set(member.getKey(), of(member.getValue(), there, inspection));
          }
        }
        yield node;
      }
      case JsonArray array -> {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        List<JsonValue> elements = array.elements();
        for (int i = 0; i < elements.size(); i++) {
          node.add(of(elements.get(i), at + "/" + i, inspection));
        }
        yield node;
      }
      case JsonString string -> TextNode.valueOf(string.value());
      case JsonNumber number -> number(number, at, inspection);
      case JsonBoolean truth -> BooleanNode.valueOf(truth.value());
      case JsonNull nothing -> NullNode.instance;
    };
  }

  private static JsonNode number(JsonNumber number, String at, Inspection inspection) {
    String text = number.text();
    if (text.length() > NUMBER_LENGTH_MAX || !text.matches(REASONABLE)) {
      inspection.violation(
          at, "a number has at most " + NUMBER_LENGTH_MAX + " characters and an exponent of three");
      return DecimalNode.ZERO;
    }
    return DecimalNode.valueOf(new BigDecimal(text));
  }
}
