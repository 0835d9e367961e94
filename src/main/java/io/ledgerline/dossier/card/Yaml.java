package io.ledgerline.dossier.card;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.math.BigDecimal;
import java.util.Map;

/// Writes a JSON value as YAML 1.2 in block style, every text in double quotes.
///
/// A quoted text cannot turn into a number, a truth value or a new key, whatever it holds.
final class Yaml {

  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();

  private Yaml() {}

  /// The text, each line with its line feed. Objects and arrays must not be empty.
  static String render(JsonObject object) {
    Yaml yaml = new Yaml();
    yaml.members(object, "");
    return yaml.out.toString();
  }

  private void members(JsonObject object, String indent) {
    String before = "";
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      out.append(before).append(member.getKey()).append(':');
      value(member.getValue(), indent);
      before = indent;
    }
  }

  private void value(JsonValue value, String indent) {
    if (value instanceof JsonObject object) {
      out.append('\n').append(indent).append(STEP);
      members(object, indent + STEP);
    } else if (value instanceof JsonArray array) {
      out.append('\n');
      array.elements().forEach(element -> element(element, indent + STEP));
    } else {
      out.append(' ');
      scalar(value);
    }
  }

  private void element(JsonValue element, String indent) {
    out.append(indent).append("- ");
    if (element instanceof JsonObject object) {
      members(object, indent + STEP);
    } else {
      scalar(element);
    }
  }

  private void scalar(JsonValue value) {
    if (value instanceof JsonString string) {
      quote(string.value());
    } else if (value instanceof JsonNumber number) {
      // YAML 1.1 readers take an exponent without a point for a text.
      out.append(new BigDecimal(number.text()).toPlainString());
    } else {
      throw new IllegalArgumentException("no scalar of a card: " + value.kind());
    }
    out.append('\n');
  }

  private void quote(String text) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(c > 0xffff ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
              }
            });
    out.append('"');
  }

  /// What YAML 1.2, section 5.1, lets a reader take as it is, without line breaks and marks that
  /// turn the direction of writing.
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true; // an open set: every other category is a visible character or a space
    };
  }
}
