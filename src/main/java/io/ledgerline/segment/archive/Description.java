package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Genesis;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.segment.Segment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an export is of: a whole log, up to a checkpoint, or one sealed segment.
///
/// @param genesis of the log
/// @param checkpoint covers everything in the export
/// @param segment empty for the whole log
public record Description(Genesis genesis, SignedNote checkpoint, Optional<Segment> segment) {

  private static final String VERSION = "1";

  /// Checks that the checkpoint covers the segment.
  ///
  /// @throws IllegalArgumentException if it does not
  public Description {
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (segment.isPresent() && segment.get().last() >= size) {
      throw new IllegalArgumentException(
          "a checkpoint of %d entries does not cover segment %d"
              .formatted(size, segment.get().number()));
    }
  }

  /// The index of the first entry.
  public long first() {
    return segment.map(Segment::first).orElse(0L);
  }

  /// The index behind the last entry.
  public long before() {
    return segment.map(kept -> kept.last() + 1).orElseGet(this::treeSize);
  }

  /// The size of the checkpoint.
  public long treeSize() {
    return Checkpoint.parse(checkpoint.text()).size();
  }

  /// The file, RFC 8785.
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of(VERSION));
    fields.put("kind", JsonString.of(segment.isPresent() ? "segment" : "log"));
    fields.put("genesis", genesis.toJson().object());
    fields.put("checkpoint", JsonString.of(checkpoint.render()));
    segment.ifPresent(
        kept -> {
          fields.put("segment", JsonNumber.of(kept.number()));
          fields.put("first", JsonNumber.of(kept.first()));
          fields.put("last", JsonNumber.of(kept.last()));
          fields.put("root", JsonString.of(kept.root().toHex()));
          fields.put("chain_hash", JsonString.of(kept.chainHash().toHex()));
          fields.put("sealed_by", JsonNumber.of(kept.sealedBy()));
        });
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads the file.
  ///
  /// @throws RuntimeException of the packages above if it is none: they know no common one
  public static Description parse(Bytes file) {
    CanonicalJson json = CanonicalJson.parse(file, JsonLimits.OWN_RECORDS);
    JsonObject genesis =
        json.object()
            .object("genesis")
            .orElseThrow(() -> new IllegalArgumentException("an export without a genesis"));
    Optional<Segment> segment = Optional.empty();
    if (json.string("kind").equals("segment")) {
      segment =
          Optional.of(
              new Segment(
                  json.integer("segment"),
                  json.integer("first"),
                  json.integer("last"),
                  Digest.parseHex(json.string("root")),
                  Digest.parseHex(json.string("chain_hash")),
                  json.integer("sealed_by")));
    }
    Description description =
        new Description(
            Genesis.parse(CanonicalJson.of(genesis).bytes()),
            SignedNote.parse(json.string("checkpoint").getBytes(StandardCharsets.UTF_8)),
            segment);
    if (!description.toJson().equals(json)) {
      throw new IllegalArgumentException("an export of another version");
    }
    return description;
  }
}
