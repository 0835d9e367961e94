package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of `docs/reference/records.md` say what the schemas say. `-Dgolden.update` rewrites
/// them, and then this test fails once.
class RecordsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/reference/records.md");

  @Test
  void theTablesAreThoseOfTheSchemas() throws IOException {
    // Given
    String document = Files.readString(DOCUMENT);

    // When
    String expected = withTable(document, "envelope", SchemaFiles.envelope());
    for (RecordKind kind : RecordKind.values()) {
      expected = withTable(expected, kind.slug(), SchemaFiles.of(kind));
    }

    // Then
    if (System.getProperty("golden.update") != null) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(document).isEqualTo(expected);
  }

  private static String withTable(String document, String slug, JsonObject schema) {
    String begin = "<!-- fields of " + slug + " -->\n";
    String end = "<!-- end -->";
    int from = document.indexOf(begin) + begin.length();
    assertThat(from).as("%s in %s", begin, DOCUMENT).isGreaterThan(begin.length());
    return document.substring(0, from)
        + table(schema)
        + document.substring(document.indexOf(end, from));
  }

  private static String table(JsonObject schema) {
    List<String> required = SchemaFiles.names(schema);
    StringBuilder table =
        new StringBuilder("| field | required | type | meaning |\n| --- | --- | --- | --- |\n");
    schema
        .object("properties")
        .orElseThrow()
        .members()
        .forEach(
            (name, property) -> {
              JsonObject field = (JsonObject) property;
              table
                  .append("| `%s` | ".formatted(name))
                  .append(required.contains(name) ? "yes" : "")
                  .append(" | ")
                  .append(type(field))
                  .append(" | ")
                  .append(field.string("description").orElseThrow())
                  .append(" |\n");
            });
    return table.toString();
  }

  private static String type(JsonObject field) {
    String reference = field.string("$ref").orElse("");
    if (!reference.isEmpty()) {
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    if (field.get("enum").isPresent()) {
      return words(field.array("enum"), "`", ", ");
    }
    if (field.get("items").isPresent()) {
      return "list of " + type(field.object("items").orElseThrow());
    }
    if (field.object("properties").isPresent()) {
      List<String> required = SchemaFiles.names(field);
      return field.object("properties").orElseThrow().members().keySet().stream()
          .map(name -> required.contains(name) ? name : name + "?")
          .collect(Collectors.joining(", ", "`{", "}`"));
    }
    return field.members().get("type") instanceof JsonArray types
        ? words(types.elements(), "", " or ")
        : field.string("type").orElseThrow();
  }

  private static String words(List<JsonValue> values, String quote, String separator) {
    return values.stream()
        .map(value -> quote + ((JsonString) value).value() + quote)
        .collect(Collectors.joining(separator));
  }
}
