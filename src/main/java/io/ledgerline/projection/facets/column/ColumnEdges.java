package io.ledgerline.projection.facets.column;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// From column to column. Edges are only ever added, each once; how one came about is a node of its
/// own unless it is a plain copy.
final class ColumnEdges {

  /// The pairs of a column and its source up to which a facet is noted pair by pair.
  static final int PAIRS_MAX = 1_024;

  /// A column, as the facet names it.
  record Source(String namespace, String name, String field) {}

  /// How a column came from a source.
  record Derivation(
      Source source, String type, String subtype, boolean isMasked, String description) {

    boolean isCopy() {
      return !isMasked && (subtype.equals("IDENTITY") || (type + subtype).isEmpty());
    }

    boolean isIndirect() {
      return type.equals("INDIRECT");
    }
  }

  private ColumnEdges() {}

  /// Notes what a facet says of the columns of a dataset, and of the dataset as a whole; or that it
  /// is too much.
  static void note(
      EntryNote entry,
      Node dataset,
      Map<String, Set<Derivation>> sourcesByColumn,
      Set<Derivation> ofAll) {
    long pairs = sourcesByColumn.values().stream().mapToLong(s -> rest(s, ofAll).size()).sum();
    if (pairs + ofAll.size() > PAIRS_MAX) {
      entry.add(dataset, Vocabulary.COLUMN_DERIVATIONS_CAPPED, Literals.truth(true));
      return;
    }
    ofAll.forEach(derivation -> derive(entry, dataset, Vocabulary.SHAPED_BY_COLUMN, derivation));
    sourcesByColumn.forEach(
        (name, sources) -> {
          Node column = column(entry, dataset, name);
          rest(sources, ofAll)
              .forEach(
                  derivation -> derive(entry, column, Vocabulary.DERIVED_FROM_COLUMN, derivation));
        });
  }

  private static List<Derivation> rest(Set<Derivation> sources, Set<Derivation> ofAll) {
    return sources.stream().filter(derivation -> !ofAll.contains(derivation)).toList();
  }

  /// The sources that name a column.
  ///
  /// @param column what holds the list, where older producers say how a column came about
  static Set<Derivation> sources(List<JsonValue> inputs, JsonObject column) {
    Set<Derivation> sources = new LinkedHashSet<>();
    for (JsonValue value : inputs) {
      if (!(value instanceof JsonObject input)) {
        continue;
      }
      Optional<String> namespace = input.string("namespace");
      Optional<String> name = input.string("name");
      Optional<String> field = input.string("field");
      if (namespace.isPresent() && name.isPresent() && field.isPresent()) {
        Source source = new Source(namespace.get(), name.get(), field.get());
        sources.addAll(derivations(source, input, column));
      }
    }
    return sources;
  }

  private static List<Derivation> derivations(Source source, JsonObject input, JsonObject column) {
    List<Derivation> derivations = new ArrayList<>();
    for (JsonValue value : input.array("transformations")) {
      if (value instanceof JsonObject said) {
        derivations.add(
            new Derivation(
                source,
                said.string("type").orElse(""),
                said.string("subtype").orElse(""),
                said.members().get("masking") instanceof JsonBoolean masking && masking.value(),
                Member.cut(said.string("description").orElse(""))));
      }
    }
    if (derivations.isEmpty()) {
      // As producers wrote before they said it of each source: IDENTITY or MASKED.
      boolean isMasked = column.string("transformationType").orElse("").equals("MASKED");
      String description = Member.cut(column.string("transformationDescription").orElse(""));
      derivations.add(new Derivation(source, "", "", isMasked, description));
    }
    return derivations;
  }

  private static Node column(EntryNote entry, Node dataset, String field) {
    Node column = entry.workspace().iris().column(dataset, field);
    if (entry.mint(column)) {
      entry.add(column, Standard.RDF_TYPE, Vocabulary.COLUMN_CLASS);
      entry.add(column, Vocabulary.COLUMN_OF, dataset);
      entry.add(column, Vocabulary.FIELD_NAME, Literals.text(field));
    }
    return column;
  }

  private static void derive(EntryNote entry, Node target, Node predicate, Derivation derivation) {
    Source named = derivation.source();
    Node source = column(entry, entry.dataset(named.namespace(), named.name()), named.field());
    entry.add(target, predicate, source);
    if (derivation.isCopy()) {
      return;
    }
    String text =
        String.join(
            "\n",
            target.getURI(),
            source.getURI(),
            Boolean.toString(derivation.isMasked()),
            derivation.type().length() + ":" + derivation.type(),
            derivation.subtype());
    String description = derivation.description();
    if (!description.isEmpty()) {
      // What has none begins with an IRI, and not with a digit.
      text = description.length() + ":" + description + "\n" + text;
    }
    Node node = entry.workspace().iris().columnDerivation(ContentDigest.of(text));
    if (entry.mint(node)) {
      entry.add(node, Standard.RDF_TYPE, Vocabulary.COLUMN_DERIVATION_CLASS);
      entry.add(node, Vocabulary.DERIVED_COLUMN, target);
      entry.add(node, Vocabulary.SOURCE_COLUMN, source);
      say(entry, node, Vocabulary.TRANSFORMATION_TYPE, derivation.type());
      say(entry, node, Vocabulary.TRANSFORMATION_SUBTYPE, derivation.subtype());
      say(entry, node, Standard.DCT_DESCRIPTION, description);
      if (derivation.isMasked()) {
        entry.add(node, Vocabulary.MASKING, Literals.truth(true));
      }
    }
  }

  private static void say(EntryNote entry, Node node, Node predicate, String text) {
    if (!text.isEmpty()) {
      entry.add(node, predicate, Literals.text(text));
    }
  }
}
