package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A legal hold was placed: what it holds is not erased until it is lifted.
///
/// @param holdId names the hold: a random UUID in lower case
/// @param matter the case or the matter that it belongs to, as a code
/// @param range the entries that it holds; empty where it holds the entries of a data subject, who
///   is not named
/// @param authorisedBy who, as a pseudonym
public record HoldPlaced(String holdId, String matter, Optional<Range> range, String authorisedBy)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.hold-placed.v1";

  /// Entries from one index to another, both included; they may lie ahead of the log's end.
  public record Range(long first, long last) {

    /// Checks the order.
    ///
    /// @throws IllegalArgumentException if the first is negative, or behind the last
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("entries " + first + " to " + last);
      }
    }
  }

  /// Checks the words.
  ///
  /// @throws IllegalArgumentException if one is no [Word]
  public HoldPlaced {
    Word.require("hold", holdId);
    Word.require("matter", matter);
    Word.require("authorised_by", authorisedBy);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// The id of the hold: with another content under the same id it is refused.
  @Override
  public String name() {
    return holdId;
  }

  @Override
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    fields.put("hold", JsonString.of(holdId));
    fields.put("matter", JsonString.of(matter));
    fields.put("authorised_by", JsonString.of(authorisedBy));
    range.ifPresent(
        entries -> {
          fields.put("first", JsonNumber.of(entries.first()));
          fields.put("last", JsonNumber.of(entries.last()));
        });
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static HoldPlaced parse(CanonicalJson json) {
    Optional<Range> range =
        json.object()
            .get("first")
            .map(first -> new Range(json.integer("first"), json.integer("last")));
    HoldPlaced placed =
        new HoldPlaced(
            json.string("hold"), json.string("matter"), range, json.string("authorised_by"));
    if (!placed.toJson().equals(json)) {
      throw new IllegalArgumentException("a hold of another version: " + json);
    }
    return placed;
  }
}
