package io.ledgerline.event.record;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.RealEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The schema files below `ontology/schemas`, read without the validator.
final class SchemaFiles {

  private SchemaFiles() {}

  /// The schema of a kind.
  static JsonObject of(RecordKind kind) {
    return read(kind.slug());
  }

  /// The schema of the envelope.
  static JsonObject envelope() {
    return read("envelope");
  }

  /// The fields that every record of a kind must have.
  static List<String> required(RecordKind kind) {
    List<String> names = new ArrayList<>(names(envelope()));
    names.addAll(names(of(kind)));
    return names;
  }

  static List<String> names(JsonObject schema) {
    return schema.array("required").stream().map(SchemaFiles::text).toList();
  }

  private static String text(JsonValue value) {
    return ((JsonString) value).value();
  }

  private static JsonObject read(String slug) {
    Path file = Path.of("ontology/schemas", slug + ".v1.schema.json");
    try {
      return (JsonObject) RealEvents.json(Bytes.owned(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
