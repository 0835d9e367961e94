package io.ledgerline.projection.facets.data;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;

/// `version`: in a run event it says which node is meant, and is read there; outside any run, which
/// version a dataset has.
public final class VersionFacet implements Facet {

  private static final PropertiesFacet OUTSIDE =
      PropertiesFacet.of(
          Slot.DATASET,
          "version",
          Vocabulary.VERSION_IN,
          Member.text("datasetVersion", Standard.DCAT_VERSION));

  /// Of every entry.
  public VersionFacet() {}

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "version";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    if (place.run().isEmpty()) {
      OUTSIDE.note(place, facet);
    }
  }
}
