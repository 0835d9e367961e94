package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.VerifierKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The first payload of every log: who it is, and in which formats it is written.
///
/// Nothing in it ever changes; whoever has entry 0 knows how to read all the others.
///
/// @param log the log's id
/// @param origin the first line of its checkpoints, and the name of its key
/// @param baseIri what the IRIs of its graph start with, without a final slash
/// @param tenant the pseudonym of the tenant whose log it is
/// @param key the key that signs its checkpoints from the start
/// @param segmentSize how many entries a segment has: 2^20, unless the log was made otherwise
public record Genesis(
    LogId log, String origin, String baseIri, String tenant, VerifierKey key, long segmentSize) {

  /// The type in the leaf of entry 0.
  public static final String TYPE = "io.ledgerline.genesis.v1";

  /// The media type of the payload of entry 0.
  public static final String MEDIA_TYPE = "application/json";

  /// How many entries a segment has.
  public static final long SEGMENT_SIZE = 1L << 20;

  private static final Pattern BASE_IRI =
      Pattern.compile("[a-z][a-z0-9+.-]*:[^\\x00-\\x20\\x7f<>\"{}|\\\\^`?#]+");

  private static final Map<String, String> FORMATS =
      Map.of(
          "bundle", "1",
          "chain", "1",
          "content", "1",
          "event", "1",
          "frame", "1",
          "identity", "1",
          "leaf", Leaf.VERSION,
          "receipt", Receipt.VERSION,
          "unit", "1");

  /// Checks that the key is the log's own, and that the rest can be used.
  ///
  /// @throws CorruptEntryException if the key's name is not the origin, the base IRI is none or
  ///   ends in `/`, the tenant is no text of a leaf, or the segment size is no power of two
  public Genesis {
    if (!key.name().equals(origin)) {
      throw new CorruptEntryException("the key of " + origin + " is named " + key.name());
    }
    if (!BASE_IRI.matcher(baseIri).matches() || baseIri.endsWith("/")) {
      throw new CorruptEntryException(
          "a base IRI has a scheme, and no space, query, fragment or final slash: " + baseIri);
    }
    Leaf.requireText("tenant", tenant);
    if (Long.bitCount(segmentSize) != 1 || segmentSize < 1) {
      throw new CorruptEntryException("a segment size is a power of two: " + segmentSize);
    }
  }

  /// The payload, in RFC 8785 bytes.
  public CanonicalJson toJson() {
    Map<String, JsonValue> formats = new LinkedHashMap<>();
    FORMATS.forEach((name, version) -> formats.put(name, JsonString.of(version)));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    fields.put("log", JsonString.of(log.toString()));
    fields.put("origin", JsonString.of(origin));
    fields.put("base_iri", JsonString.of(baseIri));
    fields.put("tenant", JsonString.of(tenant));
    fields.put("key", JsonString.of(key.text()));
    fields.put("segment_size", JsonNumber.of(segmentSize));
    fields.put("formats", JsonObject.of(formats));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads the payload of entry 0.
  ///
  /// @throws CorruptEntryException if it is none, or of a format that this program does not know
  public static Genesis parse(Bytes payload) {
    try {
      CanonicalJson json = CanonicalJson.parse(payload, JsonLimits.OWN_RECORDS);
      Genesis genesis =
          new Genesis(
              LogId.parse(json.string("log")),
              json.string("origin"),
              json.string("base_iri"),
              json.string("tenant"),
              VerifierKey.parse(json.string("key")),
              json.integer("segment_size"));
      if (!genesis.toJson().equals(json)) {
        throw new CorruptEntryException("a genesis entry of formats that are not known: " + json);
      }
      return genesis;
    } catch (MalformedJsonException | MalformedNoteException | IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a genesis: " + malformed.getMessage(), malformed);
    }
  }
}
