package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// `columnLineage`: which columns a column came from. Edges are only ever added, each once; how one
/// came about is a node of its own unless it is a plain copy.
///
/// A source that all columns of the facet name alike, as Spark repeats every filter under every
/// column, is noted once, of the dataset.
final class ColumnLineageFacet implements Facet {

  /// The pairs of a column and its source up to which a facet is noted pair by pair.
  static final int PAIRS_MAX = 1_024;

  /// A column, as the facet names it.
  private record Source(String namespace, String name, String field) {}

  /// How a column came from a source.
  private record Derivation(Source source, String type, String subtype, boolean isMasked) {

    boolean isCopy() {
      return !isMasked && (subtype.equals("IDENTITY") || (type + subtype).isEmpty());
    }

    boolean isIndirect() {
      return type.equals("INDIRECT");
    }
  }

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "columnLineage";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    EntryNote entry = place.entry();
    Node dataset = place.dataset();
    Map<String, Set<Derivation>> sourcesByColumn = new LinkedHashMap<>();
    facet
        .object("fields")
        .ifPresent(
            fields ->
                fields
                    .members()
                    .forEach(
                        (name, said) -> {
                          if (said instanceof JsonObject column) {
                            sourcesByColumn.put(name, sources(column.array("inputFields"), column));
                          }
                        }));
    Set<Derivation> ofAll = sources(facet.array("dataset"), facet);
    ofAll.addAll(common(sourcesByColumn.values().stream().toList()));
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

  /// What no column of several goes without, if it only selects or orders what is there.
  private static Set<Derivation> common(List<Set<Derivation>> columns) {
    Set<Derivation> common = new LinkedHashSet<>();
    if (columns.size() > 1) {
      common.addAll(columns.getFirst());
      columns.forEach(common::retainAll);
      common.removeIf(derivation -> !derivation.isIndirect());
    }
    return common;
  }

  private static List<Derivation> rest(Set<Derivation> sources, Set<Derivation> ofAll) {
    return sources.stream().filter(derivation -> !ofAll.contains(derivation)).toList();
  }

  private static Set<Derivation> sources(List<JsonValue> inputs, JsonObject column) {
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
                said.members().get("masking") instanceof JsonBoolean masking && masking.value()));
      }
    }
    if (derivations.isEmpty()) {
      // As producers wrote before they said it of each source: IDENTITY or MASKED.
      boolean isMasked = column.string("transformationType").orElse("").equals("MASKED");
      derivations.add(new Derivation(source, "", "", isMasked));
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
    Node node = entry.workspace().iris().columnDerivation(ContentDigest.of(text));
    if (entry.mint(node)) {
      entry.add(node, Standard.RDF_TYPE, Vocabulary.COLUMN_DERIVATION_CLASS);
      entry.add(node, Vocabulary.DERIVED_COLUMN, target);
      entry.add(node, Vocabulary.SOURCE_COLUMN, source);
      say(entry, node, Vocabulary.TRANSFORMATION_TYPE, derivation.type());
      say(entry, node, Vocabulary.TRANSFORMATION_SUBTYPE, derivation.subtype());
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
