package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.hold.Hold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// One line of the file of legal holds. The entries say which holds there are; whom a hold is about
/// stands here alone, under the subject key.
///
/// @param hold lifted or in force
public record HoldLine(Hold hold) {

  private static final String VERSION = "1";

  /// The line, without its end.
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of(VERSION));
    fields.put("hold", JsonString.of(hold.id().toString()));
    fields.put("matter", JsonString.of(hold.matter()));
    hold.range()
        .ifPresent(
            range -> {
              fields.put("first", JsonNumber.of(range.first()));
              fields.put("last", JsonNumber.of(range.last()));
            });
    hold.subject().ifPresent(subject -> fields.put("subject", JsonString.of(subject.toBase64())));
    hold.placedBy().ifPresent(entry -> fields.put("placed_by", JsonNumber.of(entry)));
    hold.liftedBy().ifPresent(entry -> fields.put("lifted_by", JsonNumber.of(entry)));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads a line.
  ///
  /// @throws RuntimeException of the packages above if it is none: they know no common one
  static HoldLine parse(Bytes line) {
    CanonicalJson json = CanonicalJson.parse(line, JsonLimits.OWN_RECORDS);
    Optional<Range> range =
        json.object()
            .get("first")
            .map(first -> new Range(json.integer("first"), json.integer("last")));
    HoldLine read =
        new HoldLine(
            new Hold(
                UUID.fromString(json.string("hold")),
                json.string("matter"),
                range,
                json.object().string("subject").map(Digest::parseBase64),
                entry(json, "placed_by"),
                entry(json, "lifted_by")));
    if (!read.toJson().equals(json)) {
      throw new IllegalArgumentException("a hold of another version");
    }
    return read;
  }

  private static OptionalLong entry(CanonicalJson json, String name) {
    Optional<Long> entry = json.object().integer(name);
    return entry.isPresent() ? OptionalLong.of(entry.get()) : OptionalLong.empty();
  }
}
