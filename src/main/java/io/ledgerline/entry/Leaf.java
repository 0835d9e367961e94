package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.merkle.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the Merkle tree commits to for one entry: a small record about the payload, not the
/// payload.
///
/// Rendered once, when the entry is sequenced; from then on the bytes are the truth and the
/// accessors only read them. New and stored leaves pass the same constructor, so a leaf that no
/// tile can carry never exists in memory.
///
/// @param json the exact RFC 8785 bytes that are hashed and stored; nothing renders them again
public record Leaf(CanonicalJson json) {

  /// The uint16 length prefix of a tile entry allows no more (C2SP tlog-tiles, "Log entries").
  public static final int SIZE_BYTES_MAX = 65_535;

  /// The version of this format.
  public static final String VERSION = "1";

  /// The version of a leaf that carries a [Numbering] besides.
  public static final String NUMBERED_VERSION = "2";

  private static final Set<String> FIELDS =
      Set.of(
          "event_digest",
          "media_type",
          "payload_root",
          "producer",
          "received_at",
          "redactions",
          "tenant",
          "type",
          "units",
          "v");

  /// The longest text of a field, in characters.
  public static final int TEXT_CHARACTERS_MAX = 255;

  private static final int COUNT_DIGITS_MAX = 9;

  private static final JsonLimits LIMITS = new JsonLimits(SIZE_BYTES_MAX, 1);

  /// Checks what was just made and what was just read alike.
  ///
  /// @throws CorruptEntryException if the size, the fields or the version are not those of a leaf
  public Leaf {
    if (json.size() > SIZE_BYTES_MAX) {
      throw new CorruptEntryException(
          "leaf has " + json.size() + " bytes, limit " + SIZE_BYTES_MAX);
    }
    Set<String> names = json.object().members().keySet();
    boolean isNumbered = names.size() > FIELDS.size();
    if (!(isNumbered ? areNumbered(names) : names.equals(FIELDS))) {
      throw new CorruptEntryException("a leaf has other fields: " + json);
    }
    json.object().members().forEach(Leaf::requireText);
    if (!json.string("v").equals(isNumbered ? NUMBERED_VERSION : VERSION)) {
      throw new CorruptEntryException("a leaf of version " + json.string("v"));
    }
    numbering(json);
    Timestamp.parse(json.string("received_at"));
    digest(json, "payload_root");
    digest(json, "event_digest");
    count(json, "redactions");
    if (count(json, "units") < 1) {
      throw new CorruptEntryException("a leaf has at least one unit");
    }
  }

  private static boolean areNumbered(Set<String> names) {
    Set<String> numbering = new TreeSet<>(names);
    numbering.removeAll(FIELDS);
    return names.containsAll(FIELDS)
        && (numbering.equals(Numbering.names(false)) || numbering.equals(Numbering.names(true)));
  }

  /// Reads stored bytes.
  ///
  /// @throws CorruptEntryException if they are no leaf
  public static Leaf parse(Bytes bytes) {
    try {
      return new Leaf(CanonicalJson.parse(bytes, LIMITS));
    } catch (MalformedJsonException | IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a leaf: " + malformed.getMessage(), malformed);
    }
  }

  /// The hash of RFC 9162 section 2.1.1, `SHA-256(0x00 || json)`.
  public Digest hash() {
    return json.bytes().to(Digest::ofLeaf);
  }

  /// What kind of event the payload is, as `openlineage-run-event` or `io.ledgerline.decision.v1`.
  public String type() {
    return json.string("type");
  }

  /// The media type of the accepted bytes.
  public String mediaType() {
    return json.string("media_type");
  }

  /// When the payload arrived: UTC, microseconds. When the event happened is in the payload.
  public Instant receivedAt() {
    return Timestamp.parse(json.string("received_at"));
  }

  /// The random id of the key that the producer used.
  public String producer() {
    return json.string("producer");
  }

  /// The pseudonym of the tenant.
  public String tenant() {
    return json.string("tenant");
  }

  /// The root over the units' digests.
  public Digest payloadRoot() {
    return digest(json, "payload_root");
  }

  /// The digest over the accepted bytes.
  public Digest eventDigest() {
    return digest(json, "event_digest");
  }

  /// How many units the payload has, at least 1.
  public int units() {
    return count(json, "units");
  }

  /// How many secrets were replaced before anything was hashed.
  public int redactions() {
    return count(json, "redactions");
  }

  /// The number that the producer gave it, if it numbers what it sends.
  public Optional<Numbering> numbering() {
    return numbering(json);
  }

  /// Checks a text that a leaf shall carry.
  ///
  /// @throws CorruptEntryException if it is not 1 to 255 characters of printable ASCII without `"`
  ///   and `\`
  static void requireText(String field, String text) {
    boolean isPlain = !text.isEmpty() && text.length() <= TEXT_CHARACTERS_MAX;
    for (int i = 0; isPlain && i < text.length(); i++) {
      char c = text.charAt(i);
      isPlain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }
    if (!isPlain) {
      throw new CorruptEntryException(
          "the field " + field + " of a leaf is not 1 to 255 plain characters");
    }
  }

  private static void requireText(String field, JsonValue value) {
    if (!(value instanceof JsonString string)) {
      throw new CorruptEntryException("the field " + field + " of a leaf is no text");
    }
    requireText(field, string.value());
  }

  private static Optional<Numbering> numbering(CanonicalJson json) {
    try {
      return Numbering.read(json.object());
    } catch (IllegalArgumentException malformed) {
      throw new CorruptEntryException("a leaf has no such number: " + json, malformed);
    }
  }

  private static Digest digest(CanonicalJson json, String field) {
    try {
      return Digest.parseBase64(json.string(field));
    } catch (IllegalArgumentException malformed) {
      throw new CorruptEntryException("the field " + field + " of a leaf is no digest", malformed);
    }
  }

  /// Whether this is a number of at most nine digits, without a zero before it.
  private static boolean isCount(String text) {
    boolean isCount =
        !text.isEmpty()
            && text.length() <= COUNT_DIGITS_MAX
            && (text.length() == 1 || text.charAt(0) != '0');
    for (int i = 0; isCount && i < text.length(); i++) {
      isCount = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isCount;
  }

  private static int count(CanonicalJson json, String field) {
    String text = json.string(field);
    if (!isCount(text)) {
      throw new CorruptEntryException("the field " + field + " of a leaf is no number: " + text);
    }
    return Integer.parseInt(text);
  }
}
