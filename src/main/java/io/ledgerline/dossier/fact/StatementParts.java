package io.ledgerline.dossier.fact;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.StrictJsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Which part of a model card a statement is quoted in, as `ontology/checklists` says.
final class StatementParts {

  private static final String RESOURCE = "/ontology/checklists/model-card.v1.json";
  private static final String OTHER = "other";
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);

  private final List<Part> parts;

  private StatementParts(List<Part> parts) {
    this.parts = parts;
  }

  /// Reads the checklist from the class path.
  static StatementParts load() {
    try (InputStream in = StatementParts.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return parse(Bytes.owned(in.readAllBytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + RESOURCE, failure);
    }
  }

  private static StatementParts parse(Bytes json) {
    List<Part> parts = new ArrayList<>();
    if (StrictJsonReader.read(json, LIMITS) instanceof JsonObject checklist) {
      checklist.array("parts").stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .forEach(part -> parts.add(new Part(part.string("part").orElseThrow(), rows(part))));
    }
    return new StatementParts(parts);
  }

  private static List<String> rows(JsonObject part) {
    return part.array("rows").stream()
        .filter(JsonString.class::isInstance)
        .map(row -> ((JsonString) row).value())
        .toList();
  }

  /// The first part that lists one of the rows, or the part for all others.
  String partOf(List<String> rows) {
    return parts.stream()
        .filter(part -> rows.stream().anyMatch(part::lists))
        .map(Part::name)
        .findFirst()
        .orElse(OTHER);
  }

  private record Part(String name, List<String> rows) {

    /// A row of the list also stands for those below it: a point, or a clause of a point.
    boolean lists(String row) {
      return rows.stream().anyMatch(listed -> row.equals(listed) || row.startsWith(listed + "."));
    }
  }
}
