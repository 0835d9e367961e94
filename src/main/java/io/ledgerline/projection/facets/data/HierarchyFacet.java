package io.ledgerline.projection.facets.data;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// `hierarchy`: in what a dataset lies, from the database to the table. Each level lies within the
/// one above it, so that whatever lies in one is found.
public final class HierarchyFacet implements Facet {

  private static final List<Member> MEMBERS =
      List.of(Member.text("type", Vocabulary.LEVEL_TYPE), Member.text("name", Vocabulary.NAME));

  /// Of every entry.
  public HierarchyFacet() {}

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "hierarchy";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<JsonObject> levels =
        Facet.isDeleted(facet) ? List.of() : NodesFacet.objects(facet, "hierarchy").toList();
    Optional<Node> lowest = Optional.empty();
    if (levels.size() <= Member.VALUES_MAX) {
      for (JsonObject level : levels) {
        List<Newest.Values> values = new ArrayList<>(Described.values(level, MEMBERS));
        values.add(Newest.Values.of(Vocabulary.WITHIN, lowest.stream().toList()));
        lowest = Described.node(place.entry(), Vocabulary.LEVEL_CLASS, values);
      }
    }
    Newest.keep(
        place,
        place.whole(),
        Vocabulary.HIERARCHY_IN,
        List.of(Newest.Values.of(Vocabulary.HIERARCHY, lowest.stream().toList())));
  }
}
