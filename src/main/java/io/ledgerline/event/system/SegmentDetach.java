package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Map;
import java.util.regex.Pattern;

/// A sealed segment is kept in an archive, and may be taken out of the database. Whether the owner
/// of the database did so is not said here.
///
/// @param segment its number, from 0
/// @param first the index of its first entry
/// @param last the index of its last entry
/// @param root the hash of its perfect subtree, 64 lower-case hex digits
/// @param archive the SHA-256 of the manifest of its export, 64 lower-case hex digits
/// @param erasedUnits how many of its units the archive lacks, because they were erased before
/// @param authorisedBy who, as a pseudonym
public record SegmentDetach(
    long segment,
    long first,
    long last,
    String root,
    String archive,
    long erasedUnits,
    String authorisedBy)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.segment-detach.v1";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// Checks that it is a segment.
  ///
  /// @throws IllegalArgumentException if its size is no power of two, it does not stand where its
  ///   number says, a digest is none, a count is negative, or nobody is named
  public SegmentDetach {
    long size = last - first + 1;
    if (segment < 0 || size < 1 || Long.bitCount(size) != 1 || first != segment * size) {
      throw new IllegalArgumentException(
          "no segment: %d, from %d to %d".formatted(segment, first, last));
    }
    if (!DIGEST.matcher(root).matches() || !DIGEST.matcher(archive).matches()) {
      throw new IllegalArgumentException("no digests: " + root + ", " + archive);
    }
    if (erasedUnits < 0) {
      throw new IllegalArgumentException("no count of units: " + erasedUnits);
    }
    Word.require("authorised_by", authorisedBy);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// The segment and its archive: one archive is named for a segment once.
  @Override
  public String name() {
    return segment + "/" + archive;
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
                "archive", JsonString.of(archive),
                "erased_units", JsonNumber.of(erasedUnits),
                "authorised_by", JsonString.of(authorisedBy))));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static SegmentDetach parse(CanonicalJson json) {
    SegmentDetach detach =
        new SegmentDetach(
            json.integer("segment"),
            json.integer("first"),
            json.integer("last"),
            json.string("root"),
            json.string("archive"),
            json.integer("erased_units"),
            json.string("authorised_by"));
    if (!detach.toJson().equals(json)) {
      throw new IllegalArgumentException("a detachment of another version: " + json);
    }
    return detach;
  }
}
