package io.ledgerline.canon;

import static io.ledgerline.canon.MalformedJsonException.Kind.DUPLICATE_NAME;
import static io.ledgerline.canon.MalformedJsonException.Kind.LIMIT;

import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonObject.Member;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads JSON (RFC 8259) and refuses what two readers could understand differently (RFC 7493,
/// I-JSON): a name that occurs twice with different values, lone surrogates, invalid UTF-8, a byte
/// order mark, trailing text.
///
/// A member that is repeated with the same bytes as value says the same to every reader and is let
/// through: OpenLineage's Spark integration 1.53 repeats a facet in a third of its events.
///
/// Numbers keep their text. The bytes are not copied; offsets count from their start.
public final class StrictJsonReader {

  private static final int NAME_CHARACTERS_MAX = 80;

  private final JsonText text;
  private final int depthMax;
  private int depth;
  private int values;
  private int repeated;

  private StrictJsonReader(JsonText text, int depthMax) {
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
    JsonText source = new JsonText(text);
    JsonValue value = new StrictJsonReader(source, limits.depthMax()).value();
    source.skipWhiteSpace();
    if (source.peek() >= 0) {
      throw source.syntax("text after the end of the value");
    }
    return value;
  }

  private JsonValue value() {
    count();
    text.skipWhiteSpace();
    int start = text.at();
    return switch (text.peek()) {
      case '{' -> object(start);
      case '[' -> array(start);
      case '"' -> new JsonString(text.string(), start, text.at());
      case 't' -> {
        word("true");
        yield new JsonBoolean(true, start, text.at());
      }
      case 'f' -> {
        word("false");
        yield new JsonBoolean(false, start, text.at());
      }
      case 'n' -> {
        word("null");
        yield new JsonNull(start, text.at());
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(start);
      case -1 -> throw text.syntax("the text ends where a value is expected");
      default -> throw text.syntax("a value cannot start like this"); // any other byte
    };
  }

  // In a method of its own, like what follows it: the frames of what recurses stay small.
  private void count() {
    if (++values > JsonLimits.VALUES_MAX) {
      throw new MalformedJsonException(
          LIMIT, "more than " + JsonLimits.VALUES_MAX + " values", text.at());
    }
  }

  private JsonObject object(int start) {
    enter();
    Members members = new Members();
    List<Member> repeats = List.of();
    text.skipWhiteSpace();
    if (text.peek() == '}') {
      text.skip();
    } else {
      do {
        text.skipWhiteSpace();
        int nameStart = text.at();
        if (text.peek() != '"') {
          throw text.syntax("a member name is expected");
        }
        String name = text.string();
        text.skipWhiteSpace();
        text.expect(':');
        JsonValue value = value();
        Optional<JsonValue> before = members.add(name, value);
        if (before.isPresent()) {
          refuseContradiction(name, before.get(), value, nameStart);
          repeats = repeats.isEmpty() ? new ArrayList<>() : repeats;
          repeats.add(new Member(name, value));
          refuseManyRepeats(nameStart);
        }
        text.skipWhiteSpace();
      } while (another('}'));
    }
    depth--;
    return new JsonObject(members, repeats, start, text.at());
  }

  private void refuseManyRepeats(int nameStart) {
    if (++repeated > JsonLimits.REPEATS_MAX) {
      throw new MalformedJsonException(
          LIMIT, "more than " + JsonLimits.REPEATS_MAX + " repeated members", nameStart);
    }
  }

  private void refuseContradiction(String name, JsonValue before, JsonValue again, int nameStart) {
    if (!text.equal(before, again)) {
      throw new MalformedJsonException(
          DUPLICATE_NAME,
          "the name \"" + shortened(name) + "\" occurs twice with different values",
          nameStart);
    }
  }

  private JsonArray array(int start) {
    enter();
    List<JsonValue> elements = new ArrayList<>();
    text.skipWhiteSpace();
    if (text.peek() == ']') {
      text.skip();
    } else {
      do {
        elements.add(value());
        text.skipWhiteSpace();
      } while (another(']'));
    }
    depth--;
    return new JsonArray(elements, start, text.at());
  }

  private void enter() {
    if (++depth > depthMax) {
      throw new MalformedJsonException(
          LIMIT, "nested deeper than " + depthMax + " levels", text.at());
    }
    text.skip();
  }

  private boolean another(char close) {
    int next = text.peek();
    if (next != ',' && next != close) {
      throw text.syntax("',' or '" + close + "' is expected");
    }
    text.skip();
    return next == ',';
  }

  private JsonNumber number(int start) {
    if (text.peek() == '-') {
      text.skip();
    }
    if (text.peek() == '0') {
      text.skip();
    } else {
      digits();
    }
    if (text.peek() == '.') {
      text.skip();
      digits();
    }
    if (text.peek() == 'e' || text.peek() == 'E') {
      text.skip();
      if (text.peek() == '+' || text.peek() == '-') {
        text.skip();
      }
      digits();
    }
    return new JsonNumber(text.latin1(start, text.at()), start, text.at());
  }

  private void digits() {
    int start = text.at();
    while (text.peek() >= '0' && text.peek() <= '9') {
      text.skip();
    }
    if (text.at() == start) {
      throw text.syntax("a digit is expected");
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      text.expect(word.charAt(i));
    }
  }

  private static String shortened(String name) {
    if (name.length() <= NAME_CHARACTERS_MAX) {
      return name;
    }
    boolean pairCut = Character.isHighSurrogate(name.charAt(NAME_CHARACTERS_MAX - 1));
    return name.substring(0, NAME_CHARACTERS_MAX - (pairCut ? 1 : 0)) + "…";
  }
}
