package io.ledgerline.event.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import com.networknt.schema.resource.MapSchemaLoader;
import io.ledgerline.event.Inspection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The JSON Schemas of the records (draft 2020-12), read once from the class path and never from
/// the network. Safe on any thread.
final class RecordSchemas {

  private static final String BASE = "https://w3id.org/ledgerline/schemas/";
  private static final String SUFFIX = ".v1.schema.json";
  private static final String ENVELOPE = "envelope";

  /// The one set: the schemas never change while a program runs.
  static final RecordSchemas LOADED = load();

  private final Map<RecordKind, JsonSchema> schemas;
  private final Map<RecordKind, Set<String>> fields;

  private RecordSchemas(Map<RecordKind, JsonSchema> schemas, Map<RecordKind, Set<String>> fields) {
    this.schemas = schemas;
    this.fields = fields;
  }

  private static RecordSchemas load() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(BASE + ENVELOPE + SUFFIX, resource(ENVELOPE));
    for (RecordKind kind : RecordKind.values()) {
      texts.put(BASE + kind.slug() + SUFFIX, resource(kind.slug()));
    }
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders ->
                        loaders.values(
                            list -> {
                              list.clear();
                              list.add(new MapSchemaLoader(texts));
                              list.add(DisallowSchemaLoader.getInstance());
                            })));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .build();
    Set<String> shared = properties(factory, config, ENVELOPE);
    Map<RecordKind, JsonSchema> schemas = new EnumMap<>(RecordKind.class);
    Map<RecordKind, Set<String>> fields = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      JsonSchema schema = factory.getSchema(SchemaLocation.of(BASE + kind.slug() + SUFFIX), config);
      schema.initializeValidators();
      schemas.put(kind, schema);
      Set<String> names = new TreeSet<>(shared);
      names.addAll(properties(factory, config, kind.slug()));
      fields.put(kind, names);
    }
    return new RecordSchemas(schemas, fields);
  }

  /// Notes everything in which `data` is not as the schema of its kind says.
  ///
  /// @param at pointer to `data` in the event
  void check(RecordKind kind, JsonNode data, String at, Inspection inspection) {
    JsonSchema schema = schema(kind);
    Map<String, Set<String>> alternatives = new LinkedHashMap<>();
    for (ValidationMessage message : schema.validate(data)) {
      String pointer = at + message.getInstanceLocation();
      if (message.getEvaluationPath().contains("anyOf")) {
        alternatives
            .computeIfAbsent(pointer, missing -> new LinkedHashSet<>())
            .add(message.getProperty());
      } else if (message.getType().equals("required")) {
        inspection.violation(Inspection.then(pointer, message.getProperty()), "is required");
      } else {
        inspection.violation(pointer, expectation(message));
      }
    }
    alternatives.forEach(
        (pointer, names) ->
            inspection.violation(pointer, "one of " + String.join(", ", names) + " is required"));
    warnOfUnknownFields(kind, data, at, inspection);
  }

  private void warnOfUnknownFields(
      RecordKind kind, JsonNode data, String at, Inspection inspection) {
    Set<String> known = fields.getOrDefault(kind, Set.of());
    for (Iterator<String> names = data.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        inspection.warning(Inspection.then(at, name), "is not a field of this kind; it was kept");
      }
    }
  }

  private JsonSchema schema(RecordKind kind) {
    JsonSchema schema = schemas.get(kind);
    if (schema == null) {
      throw new IllegalStateException("no schema of " + kind);
    }
    return schema;
  }

  /// What is expected, without the value found.
  private static String expectation(ValidationMessage message) {
    JsonNode wanted = message.getSchemaNode().path(message.getType());
    if (wanted.isMissingNode()) {
      wanted = message.getSchemaNode();
    }
    return switch (message.getType()) {
      case "type" -> "must be of type " + words(wanted, " or ");
      case "enum" -> "must be one of " + words(wanted, ", ");
      case "format" -> "must be a " + wanted.asText() + " (JSON Schema format)";
      case "pattern" -> "must match " + wanted.asText();
      case "minLength" -> "must not be empty";
      case "minItems" -> "must have at least " + wanted.asText() + " element";
      case "minimum" -> "must be at least " + wanted.asText();
      default -> message.getError(); // an open set: keywords that a schema may come to use
    };
  }

  private static String words(JsonNode wanted, String separator) {
    if (!wanted.isArray()) {
      return wanted.asText();
    }
    Set<String> words = new LinkedHashSet<>();
    wanted.forEach(word -> words.add(word.asText()));
    return String.join(separator, words);
  }

  private static Set<String> properties(
      JsonSchemaFactory factory, SchemaValidatorsConfig config, String slug) {
    Set<String> names = new TreeSet<>();
    factory
        .getSchema(SchemaLocation.of(BASE + slug + SUFFIX), config)
        .getSchemaNode()
        .path("properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static String resource(String slug) {
    String path = "/ontology/schemas/" + slug + SUFFIX;
    try (InputStream in = RecordSchemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
