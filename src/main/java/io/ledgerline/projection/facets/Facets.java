package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.projection.facets.column.LineageFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Held;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Finds the facet that stands under a key in a slot: one of the specification, one that a
/// configuration maps, or one of which is kept only which entries hold it.
///
/// What an event does not have costs nothing: the facets of the event are looked up, not those of
/// the specification. Immutable.
public final class Facets {

  private static final Map<Slot, SortedMap<String, Facet>> STANDARD = standard();

  private final FacetMapping mapping;

  /// With what a configuration adds.
  public Facets(FacetMapping mapping) {
    this.mapping = mapping;
  }

  private static Map<Slot, SortedMap<String, Facet>> standard() {
    Map<Slot, SortedMap<String, Facet>> bySlot = new EnumMap<>(Slot.class);
    for (Slot slot : Slot.values()) {
      bySlot.put(slot, new TreeMap<>());
    }
    Stream.of(RunFacets.ALL, JobFacets.ALL, DatasetFacets.ALL, UseFacets.ALL)
        .flatMap(List::stream)
        .forEach(facet -> bySlot.get(facet.slot()).put(facet.key(), facet));
    return bySlot;
  }

  /// Notes what the facets of one slot say.
  public void note(Slot slot, Place place, JsonObject facets) {
    note(slot, place, facets, false);
  }

  /// Notes what the facets of a dataset say.
  ///
  /// @param isStated whether the event states elsewhere where its columns came from, which outranks
  ///   what `columnLineage` says of them
  public void note(Slot slot, Place place, JsonObject facets, boolean isStated) {
    if (facets.members().isEmpty()) {
      return;
    }
    boolean isOutranked = isStated || facets.object(LineageFacet.KEY).isPresent();
    for (Map.Entry<String, JsonValue> member : facets.members().entrySet()) {
      String key = member.getKey();
      if (!(member.getValue() instanceof JsonObject facet)
          || (isOutranked && key.equals("columnLineage"))) {
        continue;
      }
      Facet known = STANDARD.get(slot).get(key);
      if (known != null) {
        known.note(place, facet);
      } else if (slot != Slot.RUN || !key.equals("parent")) {
        // The parent says which node is meant: it is read with the run.
        Held.note(place, slot, key);
      }
      mapping.note(slot, key, place, facet);
    }
  }

  /// Notes that facets are in the entry, and nothing that they say.
  public void hold(Slot slot, Place place, JsonObject facets) {
    facets.members().keySet().forEach(key -> Held.note(place, slot, key));
  }

  /// The datasets of which the facets of a job, or of a run, state where columns came from.
  public static Set<Node> stated(EntryNote entry, JsonObject facets) {
    return LineageFacet.stated(entry, facets);
  }

  /// The keys of the specification's facets in a slot, but for `parent`.
  public static SortedSet<String> keys(Slot slot) {
    return new TreeSet<>(STANDARD.get(slot).keySet());
  }
}
