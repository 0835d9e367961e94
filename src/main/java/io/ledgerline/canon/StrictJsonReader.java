package io.ledgerline.canon;

import static io.ledgerline.canon.MalformedJsonException.Kind.DUPLICATE_NAME;
import static io.ledgerline.canon.MalformedJsonException.Kind.ENCODING;
import static io.ledgerline.canon.MalformedJsonException.Kind.LIMIT;
import static io.ledgerline.canon.MalformedJsonException.Kind.SYNTAX;

import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON (RFC 8259) and refuses what two readers could understand differently (RFC 7493,
/// I-JSON): duplicate names, lone surrogates, invalid UTF-8, a byte order mark, trailing text.
///
/// Numbers keep their text. One instance reads one text, on one thread.
public final class StrictJsonReader {

  private final byte[] text;
  private final int depthMax;
  private int at;
  private int depth;

  private StrictJsonReader(byte[] text, int depthMax) {
    this.text = text;
    this.depthMax = depthMax;
  }

  /// Reads one value, with nothing but white space around it.
  ///
  /// @throws MalformedJsonException if the text is refused, with the first offending byte
  public static JsonValue read(Bytes text, JsonLimits limits) {
    if (text.size() > limits.sizeBytesMax()) {
      throw new MalformedJsonException(
          LIMIT, "more than " + limits.sizeBytesMax() + " bytes", limits.sizeBytesMax());
    }
    StrictJsonReader reader = new StrictJsonReader(text.toArray(), limits.depthMax());
    JsonValue value = reader.value();
    reader.skipWhiteSpace();
    if (reader.at < reader.text.length) {
      throw reader.syntax("text after the end of the value");
    }
    return value;
  }

  private JsonValue value() {
    skipWhiteSpace();
    int start = at;
    return switch (peek()) {
      case '{' -> object(start);
      case '[' -> array(start);
      case '"' -> new JsonString(string(), start, at);
      case 't' -> {
        word("true");
        yield new JsonBoolean(true, start, at);
      }
      case 'f' -> {
        word("false");
        yield new JsonBoolean(false, start, at);
      }
      case 'n' -> {
        word("null");
        yield new JsonNull(start, at);
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(start);
      case -1 -> throw syntax("the text ends where a value is expected");
      default -> throw syntax("a value cannot start like this"); // any other byte
    };
  }

  private JsonObject object(int start) {
    enter();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    skipWhiteSpace();
    if (peek() == '}') {
      at++;
    } else {
      do {
        skipWhiteSpace();
        int nameStart = at;
        if (peek() != '"') {
          throw syntax("a member name is expected");
        }
        String name = string();
        skipWhiteSpace();
        expect(':');
        if (members.put(name, value()) != null) {
          throw new MalformedJsonException(
              DUPLICATE_NAME, "the name \"" + shortened(name) + "\" occurs twice", nameStart);
        }
        skipWhiteSpace();
      } while (another('}'));
    }
    depth--;
    return new JsonObject(members, start, at);
  }

  private JsonArray array(int start) {
    enter();
    List<JsonValue> elements = new ArrayList<>();
    skipWhiteSpace();
    if (peek() == ']') {
      at++;
    } else {
      do {
        elements.add(value());
        skipWhiteSpace();
      } while (another(']'));
    }
    depth--;
    return new JsonArray(elements, start, at);
  }

  private void enter() {
    if (++depth > depthMax) {
      throw new MalformedJsonException(LIMIT, "nested deeper than " + depthMax + " levels", at);
    }
    at++;
  }

  private boolean another(char close) {
    int next = peek();
    if (next != ',' && next != close) {
      throw syntax("',' or '" + close + "' is expected");
    }
    at++;
    return next == ',';
  }

  private String string() {
    int open = at++;
    int start = at;
    boolean ascii = true;
    while (true) {
      int b = peek();
      if (b == '"') {
        String plain = decoded(start, at, ascii);
        at++;
        return plain;
      }
      if (b == '\\') {
        return escapedString(open, decoded(start, at, ascii));
      }
      refuseControl(b, open);
      ascii &= b < 0x80;
      at++;
    }
  }

  private String escapedString(int open, String before) {
    StringBuilder decoded = new StringBuilder(before);
    while (true) {
      int b = peek();
      if (b == '"') {
        at++;
        return withoutLoneSurrogates(decoded.toString(), open);
      }
      if (b == '\\') {
        at++;
        decoded.append(escape());
        continue;
      }
      int start = at;
      boolean ascii = true;
      while (b != '"' && b != '\\') {
        refuseControl(b, open);
        ascii &= b < 0x80;
        at++;
        b = peek();
      }
      decoded.append(decoded(start, at, ascii));
    }
  }

  private char escape() {
    int b = peek();
    at++;
    return switch (b) {
      case '"', '\\', '/' -> (char) b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = hexDigit(peek());
          if (digit < 0) {
            throw syntax("four hexadecimal digits must follow \\u");
          }
          unit = unit << 4 | digit;
          at++;
        }
        yield (char) unit;
      }
      default -> { // an open set: every other byte is no escape
        at--;
        throw syntax("no such escape");
      }
    };
  }

  private static int hexDigit(int b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private void refuseControl(int b, int open) {
    if (b < 0) {
      throw new MalformedJsonException(SYNTAX, "a string is not closed; it starts", open);
    }
    if (b < 0x20) {
      throw syntax("a control character must be escaped");
    }
  }

  private String decoded(int start, int end, boolean ascii) {
    if (ascii) {
      return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text, start, end - start))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedJsonException(ENCODING, "invalid UTF-8 in the string that starts", start);
    }
  }

  private static String withoutLoneSurrogates(String value, int open) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new MalformedJsonException(
            ENCODING, "a lone surrogate in the string that starts", open);
      }
    }
    return value;
  }

  private JsonNumber number(int start) {
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return new JsonNumber(
        new String(text, start, at - start, StandardCharsets.ISO_8859_1), start, at);
  }

  private void digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw syntax("a digit is expected");
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw syntax("'" + wanted + "' is expected");
    }
    at++;
  }

  private int peek() {
    return at < text.length ? text[at] & 0xff : -1;
  }

  private void skipWhiteSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  private MalformedJsonException syntax(String reason) {
    return new MalformedJsonException(SYNTAX, reason, at);
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
