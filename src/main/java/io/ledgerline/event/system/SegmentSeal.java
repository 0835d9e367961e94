package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Map;
import java.util.regex.Pattern;

/// A segment is complete, and a published checkpoint covers it: nothing is ever added to it.
///
/// @param segment its number, from 0
/// @param first the index of its first entry
/// @param last the index of its last entry
/// @param root the hash of its perfect subtree, 64 lower-case hex digits
/// @param chainHash that of its last entry, 64 lower-case hex digits
public record SegmentSeal(long segment, long first, long last, String root, String chainHash)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.segment-seal.v1";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// Checks that it is a segment.
  ///
  /// @throws IllegalArgumentException if its size is no power of two, it does not stand where its
  ///   number says, or a digest is none
  public SegmentSeal {
    long size = last - first + 1;
    if (segment < 0 || size < 1 || Long.bitCount(size) != 1 || first != segment * size) {
      throw new IllegalArgumentException(
          "no segment: %d, from %d to %d".formatted(segment, first, last));
    }
    if (!DIGEST.matcher(root).matches() || !DIGEST.matcher(chainHash).matches()) {
      throw new IllegalArgumentException("no digests: " + root + ", " + chainHash);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// The number of the segment: it is sealed once.
  @Override
  public String name() {
    return Long.toString(segment);
  }

  @Override
  public CanonicalJson toJson() {
    return CanonicalJson.of(
        JsonObject.of(
            Map.of(
                "v", JsonString.of("1"),
                "segment", JsonNumber.of(segment),
                "first", JsonNumber.of(first),
                "last", JsonNumber.of(last),
                "root", JsonString.of(root),
                "chain_hash", JsonString.of(chainHash))));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static SegmentSeal parse(CanonicalJson json) {
    SegmentSeal seal =
        new SegmentSeal(
            json.integer("segment"),
            json.integer("first"),
            json.integer("last"),
            json.string("root"),
            json.string("chain_hash"));
    if (!seal.toJson().equals(json)) {
      throw new IllegalArgumentException("a seal of another version: " + json);
    }
    return seal;
  }
}
