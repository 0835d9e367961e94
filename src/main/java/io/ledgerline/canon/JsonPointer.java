package io.ledgerline.canon;

import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path to one value of a JSON text (RFC 6901).
///
/// @param tokens the unescaped reference tokens; none for the whole text
public record JsonPointer(List<String> tokens) {

  /// The whole text.
  public static final JsonPointer ROOT = new JsonPointer(List.of());

  /// The most tokens that are read: no text that [JsonLimits] allow is nested deeper.
  public static final int TOKENS_MAX = JsonLimits.DEPTH_MAX;

  private static final Pattern LONE_TILDE = Pattern.compile("~(?![01])");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  /// Copies the tokens.
  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /// Reads the text form, such as `/run/facets/parent`.
  ///
  /// @throws IllegalArgumentException if the text does not start with `/`, holds a `~` that is not
  ///   followed by 0 or 1, or has more than [#TOKENS_MAX] tokens
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException("a JSON pointer starts with '/': " + text);
    }
    if (text.chars().filter(c -> c == '/').count() > TOKENS_MAX) {
      throw new IllegalArgumentException("a JSON pointer of more than " + TOKENS_MAX + " tokens");
    }
    List<String> tokens = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      tokens.add(part.indexOf('~') < 0 ? part : unescaped(part, text));
    }
    return new JsonPointer(tokens);
  }

  private static String unescaped(String part, String text) {
    if (LONE_TILDE.matcher(part).find()) {
      throw new IllegalArgumentException("'~' without 0 or 1 in JSON pointer " + text);
    }
    return part.replace("~1", "/").replace("~0", "~");
  }

  /// This path with one more step.
  public JsonPointer then(String token) {
    List<String> longer = new ArrayList<>(tokens);
    longer.add(token);
    return new JsonPointer(longer);
  }

  /// This path with a step into an array.
  public JsonPointer then(int index) {
    return then(Integer.toString(index));
  }

  /// The value at this path below `root`, if there is one; a `null` is a value.
  public Optional<JsonValue> find(JsonValue root) {
    Optional<JsonValue> here = Optional.of(root);
    for (String token : tokens) {
      here = here.flatMap(value -> step(value, token));
    }
    return here;
  }

  /// Every value at this path below `root`, in the order of the text: more than one where a member
  /// on the way is repeated.
  public List<JsonValue> findAll(JsonValue root) {
    List<JsonValue> here = List.of(root);
    for (String token : tokens) {
      List<JsonValue> next = new ArrayList<>();
      for (JsonValue value : here) {
        step(value, token).ifPresent(next::add);
        if (value instanceof JsonObject object) {
          object.repeats().stream()
              .filter(member -> member.name().equals(token))
              .forEach(member -> next.add(member.value()));
        }
      }
      here = next;
    }
    return here;
  }

  private static Optional<JsonValue> step(JsonValue from, String token) {
    if (from instanceof JsonObject object) {
      return Optional.ofNullable(object.members().get(token));
    }
    if (from instanceof JsonArray array && INDEX.matcher(token).matches()) {
      int index = Integer.parseInt(token);
      return index < array.elements().size()
          ? Optional.of(array.elements().get(index))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /// The text form, escaped by RFC 6901 section 3.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
