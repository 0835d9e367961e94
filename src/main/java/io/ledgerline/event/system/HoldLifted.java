package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Map;

/// A legal hold was lifted: from here on it refuses no erasure.
///
/// @param holdId names the hold, as in [HoldPlaced]
/// @param authorisedBy who, as a pseudonym
public record HoldLifted(String holdId, String authorisedBy) implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.hold-lifted.v1";

  /// Checks the words.
  ///
  /// @throws IllegalArgumentException if one is no [Word]
  public HoldLifted {
    Word.require("hold", holdId);
    Word.require("authorised_by", authorisedBy);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// The id of the hold: it is lifted once.
  @Override
  public String name() {
    return holdId;
  }

  @Override
  public CanonicalJson toJson() {
    return CanonicalJson.of(
        JsonObject.of(
            Map.of(
                "v", JsonString.of("1"),
                "hold", JsonString.of(holdId),
                "authorised_by", JsonString.of(authorisedBy))));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static HoldLifted parse(CanonicalJson json) {
    HoldLifted lifted = new HoldLifted(json.string("hold"), json.string("authorised_by"));
    if (!lifted.toJson().equals(json)) {
      throw new IllegalArgumentException("a lifted hold of another version: " + json);
    }
    return lifted;
  }
}
