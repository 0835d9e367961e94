package io.ledgerline.projection.facets.data;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;

/// `schema`: the columns. A schema is kept under the digest of its fields, so that one that many
/// versions have is stored once; a newer one replaces an older one whole.
///
/// The digest covers names, types, order and nesting, not descriptions. Of it the first 16 bytes
/// are used, in hexadecimal.
public final class SchemaFacet implements Facet {

  /// Of every entry.
  public SchemaFacet() {}

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "schema";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<JsonValue> fields = facet.array("fields");
    boolean isDeleted = Facet.isDeleted(facet);
    if (!fields.isEmpty() || isDeleted) {
      List<Node> schema = isDeleted ? List.of() : List.of(note(place.entry(), fields));
      Newest.keep(
          place,
          place.subject(),
          Vocabulary.SCHEMA_IN,
          List.of(new Newest.Values(Vocabulary.SCHEMA, schema)));
    }
  }

  private static Node note(EntryNote entry, List<JsonValue> fields) {
    StringBuilder text = new StringBuilder();
    describe(fields, text);
    Node schema = entry.workspace().iris().schema(ContentDigest.of(text.toString()));
    if (entry.mint(schema)) {
      entry.add(schema, Standard.RDF_TYPE, Vocabulary.SCHEMA_CLASS);
      noteFields(entry, schema, schema, List.of(), fields);
    }
    return schema;
  }

  /// Length before content, so that no two lists of fields have the same text.
  private static void describe(List<JsonValue> fields, StringBuilder text) {
    text.append(fields.size()).append('[');
    for (JsonValue value : fields) {
      if (value instanceof JsonObject field) {
        append(field.string("name").orElse(""), text);
        append(field.string("type").orElse(""), text);
        describe(field.array("fields"), text);
      }
    }
    text.append(']');
  }

  private static void append(String part, StringBuilder text) {
    text.append(part.length()).append(':').append(part);
  }

  private static void noteFields(
      EntryNote entry, Node schema, Node parent, List<Integer> path, List<JsonValue> fields) {
    Iris iris = entry.workspace().iris();
    for (int i = 0; i < fields.size(); i++) {
      if (!(fields.get(i) instanceof JsonObject json)) {
        continue;
      }
      List<Integer> place = new ArrayList<>(path);
      place.add(i);
      Node field = iris.field(schema, place);
      entry.add(parent, Vocabulary.FIELD, field);
      entry.add(field, Vocabulary.ORDINAL, Literals.integer(i));
      json.string("name")
          .ifPresent(name -> entry.add(field, Vocabulary.FIELD_NAME, Literals.text(name)));
      json.string("type")
          .ifPresent(type -> entry.add(field, Vocabulary.FIELD_TYPE, Literals.text(type)));
      noteFields(entry, schema, field, place, json.array("fields"));
    }
  }
}
