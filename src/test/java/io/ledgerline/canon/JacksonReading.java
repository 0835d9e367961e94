package io.ledgerline.canon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What Jackson makes of a text, and what it passes over that we do not.
///
/// The bytes are decoded first, so that Jackson neither guesses UTF-16 nor drops a byte order mark.
/// A content is a text in which equal values are equal: a name that is repeated stands once.
final class JacksonReading {

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2_000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private boolean isUtf8 = true;
  private boolean hasLoneSurrogate;
  private boolean hasContradiction;
  private int repetitions;
  private int depth;
  private int depthMax;
  private Optional<String> content = Optional.empty();

  private JacksonReading() {}

  static JacksonReading of(byte[] input) {
    JacksonReading reading = new JacksonReading();
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
    } catch (CharacterCodingException malformed) {
      reading.isUtf8 = false;
      return reading;
    }
    try (JsonParser parser = JACKSON.createParser(text)) {
      if (parser.nextToken() != null) {
        String value = reading.value(parser);
        reading.content = Optional.of(value).filter(whole -> isAtEnd(parser));
      }
    } catch (IOException refused) {
      reading.content = Optional.empty();
    }
    return reading;
  }

  /// The content; empty if the text is refused.
  Optional<String> content() {
    return content;
  }

  boolean isUtf8() {
    return isUtf8;
  }

  /// Whether a string that was read, before a refusal or the end, holds one.
  boolean hasLoneSurrogate() {
    return hasLoneSurrogate;
  }

  /// Whether a name is repeated with another value.
  boolean hasContradiction() {
    return hasContradiction;
  }

  boolean hasRepetition() {
    return repetitions > 0;
  }

  int repetitions() {
    return repetitions;
  }

  /// The deepest nesting, as far as it was read.
  int depth() {
    return depthMax;
  }

  /// The content of what we read.
  static String content(JsonValue value) {
    if (value instanceof JsonObject object) {
      Map<String, String> members = new LinkedHashMap<>();
      object.members().forEach((name, member) -> members.put(name, content(member)));
      return object(members);
    }
    if (value instanceof JsonArray array) {
      StringBuilder text = new StringBuilder("[");
      array.elements().forEach(element -> text.append(content(element)).append(';'));
      return text.append(']').toString();
    }
    if (value instanceof JsonString string) {
      return string(string.value());
    }
    if (value instanceof JsonNumber number) {
      return number.text();
    }
    return value instanceof JsonBoolean truth ? String.valueOf(truth.value()) : "null";
  }

  private String value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return members(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      depthMax = Math.max(depthMax, ++depth);
      StringBuilder text = new StringBuilder("[");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        text.append(value(parser)).append(';');
      }
      depth--;
      return text.append(']').toString();
    }
    if (token == JsonToken.VALUE_STRING) {
      return string(noted(parser.getText()));
    }
    return parser.getText();
  }

  private String members(JsonParser parser) throws IOException {
    depthMax = Math.max(depthMax, ++depth);
    Map<String, String> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = noted(parser.currentName());
      parser.nextToken();
      String value = value(parser);
      String before = members.putIfAbsent(name, value);
      if (before != null) {
        repetitions++;
        hasContradiction |= !before.equals(value);
      }
    }
    depth--;
    return object(members);
  }

  private static boolean isAtEnd(JsonParser parser) {
    try {
      return parser.nextToken() == null;
    } catch (IOException trailing) {
      return false;
    }
  }

  private String noted(String text) {
    hasLoneSurrogate |=
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    return text;
  }

  private static String object(Map<String, String> members) {
    StringBuilder text = new StringBuilder("{");
    members.forEach((name, value) -> text.append(string(name)).append(value).append(';'));
    return text.append('}').toString();
  }

  private static String string(String value) {
    return value.length() + "\"" + value + "\"";
  }
}
