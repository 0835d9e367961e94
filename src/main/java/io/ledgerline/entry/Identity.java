package io.ledgerline.entry;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What tells a repetition from news: two events with the same key are the same event, and must
/// have the same content.
///
/// Computed before redaction. It is never stored in the clear: the store keeps both digests under a
/// keyed hash, because a bare digest of a payload could be guessed.
///
/// @param key names the event
/// @param content [#contentDigest(JsonValue)] of what it says
public record Identity(Digest key, Digest content) {

  private static final String CONTENT_LABEL = "ledgerline/content/v1\n";
  private static final String KEY_LABEL = "ledgerline/identity/v1\n";

  /// The identity of an event that has no name of its own, as in OpenLineage: tenant and content.
  public static Identity ofContent(String tenant, JsonValue event) {
    return ofContent(tenant, contentDigest(event));
  }

  /// The same of an event of which nothing is known but [#contentDigest(JsonValue)].
  public static Identity ofContent(String tenant, Digest content) {
    return new Identity(key(List.of("openlineage", tenant, content.toHex())), content);
  }

  /// What names a CloudEvent whose content is not known: the key is that of the event, the content
  /// is no event's.
  public static Identity namedEvent(String tenant, String source, String id, String type) {
    return new Identity(key(List.of("cloudevents", tenant, source, id, type)), Digest.EMPTY_ROOT);
  }

  /// The identity of a CloudEvent: tenant, `source`, `id` and `type` name it.
  ///
  /// @param event attributes and data as one object, so that every transport gives the same content
  public static Identity ofCloudEvent(
      String tenant, String source, String id, String type, JsonValue event) {
    return new Identity(
        key(List.of("cloudevents", tenant, source, id, type)), contentDigest(event));
  }

  /// The identity of a record of the system itself: `name` is chosen so that a repetition has it
  /// again.
  public static Identity ofSystem(String tenant, String kind, String name, JsonValue event) {
    return new Identity(key(List.of("system", tenant, kind, name)), contentDigest(event));
  }

  /// A digest of JSON that neither white space nor the order of members changes: strings decoded,
  /// numbers as written, members in the order of their names' UTF-16 code units.
  ///
  /// `SHA-256("ledgerline/content/v1\n" || value)`, where a value is one tag byte and its parts:
  /// `o` and `a` with u32be(count), `s` and `n` with u32be(length) and UTF-8, `t`, `f`, `z` alone.
  public static Digest contentDigest(JsonValue value) {
    Hasher hasher = new Hasher().label(CONTENT_LABEL);
    add(value, hasher);
    return hasher.finish();
  }

  private static Digest key(List<String> parts) {
    Hasher hasher = new Hasher().label(KEY_LABEL);
    parts.forEach(hasher::text);
    return hasher.finish();
  }

  private static void add(JsonValue value, Hasher hasher) {
    if (value instanceof JsonObject object) {
      hasher.u8('o').u32(object.members().size());
      List<Map.Entry<String, JsonValue>> sorted = new ArrayList<>(object.members().entrySet());
      sorted.sort(Map.Entry.comparingByKey());
      for (Map.Entry<String, JsonValue> member : sorted) {
        hasher.text(member.getKey());
        add(member.getValue(), hasher);
      }
    } else if (value instanceof JsonArray array) {
      hasher.u8('a').u32(array.elements().size());
      array.elements().forEach(element -> add(element, hasher));
    } else if (value instanceof JsonString string) {
      hasher.u8('s').text(string.value());
    } else if (value instanceof JsonNumber number) {
      hasher.u8('n').text(number.text());
    } else if (value instanceof JsonBoolean truth) {
      hasher.u8(truth.value() ? 't' : 'f');
    } else {
      hasher.u8('z');
    }
  }
}
