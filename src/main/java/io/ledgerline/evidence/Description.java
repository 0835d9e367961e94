package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.LogId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// `bundle.json`: what the bundle is about and what is in it, as RFC 8785 JSON.
///
/// @param subject what it is evidence of
/// @param log the log
/// @param origin the origin of its checkpoints
/// @param size of the bundle's checkpoint, in entries
/// @param roles why an entry is in it, by index
/// @param documents their media types, by name
record Description(
    String subject,
    LogId log,
    String origin,
    long size,
    SortedMap<Long, List<String>> roles,
    SortedMap<String, String> documents) {

  private static final JsonLimits LIMITS = new JsonLimits(BundleFormat.DESCRIPTION_BYTES_MAX, 4);

  CanonicalJson toJson() {
    List<JsonObject> entries =
        roles.entrySet().stream()
            .map(
                entry ->
                    JsonObject.of(
                        Map.of(
                            "index",
                            JsonNumber.of(entry.getKey()),
                            "roles",
                            JsonArray.of(entry.getValue().stream().map(JsonString::of).toList()))))
            .toList();
    List<JsonObject> files =
        documents.entrySet().stream()
            .map(
                document ->
                    JsonObject.of(
                        Map.of(
                            "name",
                            JsonString.of(document.getKey()),
                            "media_type",
                            JsonString.of(document.getValue()))))
            .toList();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of(BundleFormat.VERSION));
    fields.put("subject", JsonString.of(subject));
    fields.put("log", JsonString.of(log.toString()));
    fields.put("origin", JsonString.of(origin));
    fields.put("size", JsonNumber.of(size));
    fields.put("entries", JsonArray.of(entries));
    fields.put("documents", JsonArray.of(files));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads a file.
  ///
  /// @throws RuntimeException of the packages below if it is none; [Findings] knows them
  static Description parse(Bytes bytes) {
    CanonicalJson json = CanonicalJson.parse(bytes, LIMITS);
    if (!json.string("v").equals(BundleFormat.VERSION)) {
      throw new IllegalArgumentException("a bundle of version " + json.string("v"));
    }
    SortedMap<Long, List<String>> roles = new TreeMap<>();
    for (JsonValue element : json.object().array("entries")) {
      if (element instanceof JsonObject entry) {
        List<String> texts =
            entry.array("roles").stream()
                .filter(JsonString.class::isInstance)
                .map(role -> ((JsonString) role).value())
                .toList();
        entry.integer("index").ifPresent(index -> roles.put(index, texts));
      }
    }
    SortedMap<String, String> documents = new TreeMap<>();
    for (JsonValue element : json.object().array("documents")) {
      if (element instanceof JsonObject document) {
        documents.put(document.string("name").orElse(""), document.string("media_type").orElse(""));
      }
    }
    Description read =
        new Description(
            json.string("subject"),
            LogId.parse(json.string("log")),
            json.string("origin"),
            json.integer("size"),
            roles,
            documents);
    // What was passed over above is missing in this rendering.
    if (!read.toJson().equals(json)) {
      throw new IllegalArgumentException("has fields that this format does not have");
    }
    return read;
  }
}
