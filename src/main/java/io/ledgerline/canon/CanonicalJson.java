package io.ledgerline.canon;

import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The RFC 8785 bytes of a small record of ours: members sorted, no white space, one spelling.
///
/// Rendered once and stored; whoever reads stored bytes checks that they are canonical, and never
/// renders them again. Numbers are whole and within ±(2^53 - 1), where every reader agrees; RFC
/// 8785's printing of fractions is left out, because no record of ours needs it.
public final class CanonicalJson {

  private static final long EXACT_MAX = (1L << 53) - 1;
  private static final int MESSAGE_BYTES_MAX = 200;
  private static final String HEX = "0123456789abcdef";

  private final JsonObject object;
  private final Bytes bytes;

  private CanonicalJson(JsonObject object, Bytes bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  /// Renders an object.
  ///
  /// @throws IllegalArgumentException if a number is not whole or not within ±(2^53 - 1), or a text
  ///   holds a lone surrogate
  public static CanonicalJson of(JsonObject object) {
    StringBuilder text = new StringBuilder(256);
    render(object, text);
    return new CanonicalJson(object, Bytes.utf8(text.toString()));
  }

  /// Reads bytes that were rendered before.
  ///
  /// @throws MalformedJsonException if they are no JSON
  /// @throws IllegalArgumentException if they are no object, or not in canonical form
  public static CanonicalJson parse(Bytes bytes, JsonLimits limits) {
    if (!(StrictJsonReader.read(bytes, limits) instanceof JsonObject object)) {
      throw new IllegalArgumentException("a record is a JSON object");
    }
    if (!of(object).bytes.equals(bytes)) {
      throw new IllegalArgumentException("a record must be in the canonical form of RFC 8785");
    }
    return new CanonicalJson(object, bytes);
  }

  /// The exact bytes that are hashed and stored.
  public Bytes bytes() {
    return bytes;
  }

  /// The number of bytes.
  public int size() {
    return bytes.size();
  }

  /// The content.
  public JsonObject object() {
    return object;
  }

  /// The text of the member `name`.
  ///
  /// @throws IllegalArgumentException if it is absent or no string
  public String string(String name) {
    return object
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException("no text \"" + name + "\" in " + start()));
  }

  /// The whole number of the member `name`.
  ///
  /// @throws IllegalArgumentException if it is absent or no whole number
  public long integer(String name) {
    return object
        .integer(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no number \"" + name + "\" in " + start()));
  }

  /// As much of the text as belongs in a message.
  private String start() {
    return bytes.size() <= MESSAGE_BYTES_MAX
        ? bytes.utf8()
        : bytes.slice(0, MESSAGE_BYTES_MAX).utf8() + "…";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalJson that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /// The JSON text.
  @Override
  public String toString() {
    return bytes.utf8();
  }

  private static void render(JsonValue value, StringBuilder out) {
    if (value instanceof JsonObject object) {
      renderMembers(object, out);
    } else if (value instanceof JsonArray array) {
      renderElements(array, out);
    } else if (value instanceof JsonString string) {
      quote(string.value(), out);
    } else if (value instanceof JsonNumber number) {
      out.append(exact(number));
    } else if (value instanceof JsonBoolean truth) {
      out.append(truth.value());
    } else {
      out.append("null");
    }
  }

  private static void renderMembers(JsonObject object, StringBuilder out) {
    out.append('{');
    String comma = "";
    // String order is the order of UTF-16 code units, as RFC 8785 section 3.2.3 wants it.
    List<Map.Entry<String, JsonValue>> sorted = new ArrayList<>(object.members().entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    for (Map.Entry<String, JsonValue> member : sorted) {
      out.append(comma);
      quote(member.getKey(), out);
      out.append(':');
      render(member.getValue(), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void renderElements(JsonArray array, StringBuilder out) {
    out.append('[');
    String comma = "";
    for (JsonValue element : array.elements()) {
      out.append(comma);
      render(element, out);
      comma = ",";
    }
    out.append(']');
  }

  private static long exact(JsonNumber number) {
    return number
        .integer()
        .filter(value -> -EXACT_MAX <= value && value <= EXACT_MAX)
        .orElseThrow(
            () -> new IllegalArgumentException("not a whole number of 53 bits: " + number.text()));
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> { // every other character
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
