package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A document or a bundle was written.
///
/// @param format as `model-card` or `evidence-bundle`
/// @param formatVersion of the format
/// @param generator the program and its version
/// @param subject IRI of what it is about
/// @param treeSize the size of the checkpoint that it rests on
/// @param rootHash the root of that checkpoint, SHA-256 in lower-case hexadecimal
/// @param outputDigest of the bytes written, SHA-256 in lower-case hexadecimal
/// @param entriesCount how many entries it rests on
/// @param coverage how many facts it has in each state, as `derived` or `missing`; may be empty
public record DocumentExport(
    String format,
    String formatVersion,
    String generator,
    String subject,
    long treeSize,
    String rootHash,
    String outputDigest,
    long entriesCount,
    SortedMap<String, Long> coverage)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.document-export.v1";

  /// Copies the map and checks the digests.
  ///
  /// @throws IllegalArgumentException if one is not SHA-256 in lower-case hexadecimal
  public DocumentExport {
    coverage = Collections.unmodifiableSortedMap(new TreeMap<>(coverage));
    if (!rootHash.matches("[0-9a-f]{64}") || !outputDigest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a digest has 64 hexadecimal digits in lower case");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CanonicalJson toJson() {
    Map<String, JsonValue> counts = new LinkedHashMap<>();
    coverage.forEach((state, count) -> counts.put(state, JsonNumber.of(count)));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    fields.put("format", JsonString.of(format));
    fields.put("format_version", JsonString.of(formatVersion));
    fields.put("generator", JsonString.of(generator));
    fields.put("subject", JsonString.of(subject));
    fields.put("tree_size", JsonNumber.of(treeSize));
    fields.put("root_hash", JsonString.of(rootHash));
    fields.put("output_digest", JsonString.of(outputDigest));
    fields.put("entries_count", JsonNumber.of(entriesCount));
    fields.put("coverage", JsonObject.of(counts));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static DocumentExport parse(CanonicalJson json) {
    SortedMap<String, Long> coverage = new TreeMap<>();
    json.object()
        .object("coverage")
        .ifPresent(
            counts ->
                counts
                    .members()
                    .keySet()
                    .forEach(
                        state -> counts.integer(state).ifPresent(n -> coverage.put(state, n))));
    DocumentExport export =
        new DocumentExport(
            json.string("format"),
            json.string("format_version"),
            json.string("generator"),
            json.string("subject"),
            json.integer("tree_size"),
            json.string("root_hash"),
            json.string("output_digest"),
            json.integer("entries_count"),
            coverage);
    if (!export.toJson().equals(json)) {
      throw new IllegalArgumentException("a document export of another version: " + json);
    }
    return export;
  }
}
