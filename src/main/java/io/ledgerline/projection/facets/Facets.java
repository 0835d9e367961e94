package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every facet that the graph takes something from, but for two that say which node something is
/// said of: `parent` of a run and `version` of a dataset.
public final class Facets {

  private static final List<Facet> ALL =
      List.of(new JobTypeFacet(), new SchemaFacet(), new OutputStatisticsFacet());

  private Facets() {}

  /// Notes what the facets of one slot say.
  public static void note(Slot slot, Place place, JsonObject facets) {
    for (Facet facet : ALL) {
      if (facet.slot() == slot) {
        facets.object(facet.key()).ifPresent(json -> facet.note(place, json));
      }
    }
  }

  /// The keys of these facets, in all slots.
  public static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    ALL.forEach(facet -> keys.add(facet.key()));
    return keys;
  }
}
