package io.ledgerline.projection.facets.column;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.projection.facets.column.ColumnEdges.Derivation;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `columnLineage`: which columns a column came from.
///
/// A source that all columns of the facet name alike, as Spark repeats every filter under every
/// column, is noted once, of the dataset.
public final class ColumnLineageFacet implements Facet {

  /// Of every dataset.
  public ColumnLineageFacet() {}

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
                            sourcesByColumn.put(
                                name, ColumnEdges.sources(column.array("inputFields"), column));
                          }
                        }));
    Set<Derivation> ofAll = ColumnEdges.sources(facet.array("dataset"), facet);
    ofAll.addAll(common(List.copyOf(sourcesByColumn.values())));
    ColumnEdges.note(place.entry(), place.whole(), sourcesByColumn, ofAll);
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
}
