package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import org.apache.jena.graph.Node;

/// A facet of which the graph takes nothing: that entries about a job or a dataset hold it, is said
/// once, so that it can be found in them.
public record Held(Slot slot, String key) implements Facet {

  @Override
  public void note(Place place, JsonObject facet) {
    note(place, slot, key);
  }

  /// That a facet is in the entries about a job or a dataset.
  public static void note(Place place, Slot slot, String key) {
    Node held = place.entry().workspace().iris().facet(slot.word(), key);
    if (place.entry().add(place.whole(), Vocabulary.HOLDS, held) && place.entry().mint(held)) {
      place.entry().add(held, Standard.RDF_TYPE, Vocabulary.FACET_CLASS);
      place.entry().add(held, Vocabulary.SLOT, Literals.text(slot.word()));
      place.entry().add(held, Vocabulary.NAME, Literals.text(key));
    }
  }
}
