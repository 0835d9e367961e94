package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.projection.facets.column.LineageFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Held;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Finds the facet that stands under a key in a slot: one of the specification, one that a
/// configuration maps, or one of which is kept only which entries hold it.
///
/// What an event does not have costs nothing: the facets of the event are looked up, not those of
/// the specification. Immutable.
public final class Facets {

  private static final SortedMap<String, Facet> OF_RUNS = byKey(Slot.RUN);
  private static final SortedMap<String, Facet> OF_JOBS = byKey(Slot.JOB);
  private static final SortedMap<String, Facet> OF_DATASETS = byKey(Slot.DATASET);
  private static final SortedMap<String, Facet> OF_INPUTS = byKey(Slot.INPUT);
  private static final SortedMap<String, Facet> OF_OUTPUTS = byKey(Slot.OUTPUT);

  private final FacetMapping mapping;

  /// With what a configuration adds.
  public Facets(FacetMapping mapping) {
    this.mapping = mapping;
  }

  private static SortedMap<String, Facet> byKey(Slot slot) {
    SortedMap<String, Facet> facets = new TreeMap<>();
    Stream.of(RunFacets.ALL, JobFacets.ALL, DatasetFacets.ALL, UseFacets.ALL)
        .flatMap(List::stream)
        .filter(facet -> facet.slot() == slot)
        .forEach(facet -> facets.put(facet.key(), facet));
    return facets;
  }

  private static SortedMap<String, Facet> standard(Slot slot) {
    return switch (slot) {
      case RUN -> OF_RUNS;
      case JOB -> OF_JOBS;
      case DATASET -> OF_DATASETS;
      case INPUT -> OF_INPUTS;
      case OUTPUT -> OF_OUTPUTS;
    };
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
      Facet known = standard(slot).get(key);
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
}
