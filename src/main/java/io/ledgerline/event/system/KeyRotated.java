package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Map;

/// The log passed from one key to another: both signed it.
///
/// @param note the signed statement, verbatim; who reads it as one verifies it
public record KeyRotated(String note) implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.key-rotation.v1";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CanonicalJson toJson() {
    return SignedText.toJson("note", note);
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static KeyRotated parse(CanonicalJson json) {
    return new KeyRotated(SignedText.parse("note", json));
  }

  /// A record whose one member, beside its version, is a signed text.
  static final class SignedText {

    private SignedText() {}

    static CanonicalJson toJson(String name, String text) {
      return CanonicalJson.of(
          JsonObject.of(Map.of("v", JsonString.of("1"), name, JsonString.of(text))));
    }

    static String parse(String name, CanonicalJson json) {
      String text = json.string(name);
      if (!toJson(name, text).equals(json)) {
        throw new IllegalArgumentException("a record of another version: " + json);
      }
      return text;
    }
  }
}
