package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.apache.jena.graph.Node;

/// A facet that says a few values of a node; or none, so that only the entry is kept that has it.
///
/// @param source under which the node has the entry
/// @param at the node, of a place
public record PropertiesFacet(
    Slot slot, String key, Node source, Function<Place, Node> at, List<Member> members)
    implements Facet {

  /// Of the node that has what facets of this slot say.
  public static PropertiesFacet of(Slot slot, String key, Node source, Member... members) {
    return new PropertiesFacet(slot, key, source, place -> place.home(slot), List.of(members));
  }

  /// Of the node that has what was found out about data.
  public static PropertiesFacet observed(Slot slot, String key, Node source, Member... members) {
    return new PropertiesFacet(slot, key, source, Place::observed, List.of(members));
  }

  @Override
  public void note(Place place, JsonObject facet) {
    boolean isDeleted = Facet.isDeleted(facet);
    List<Newest.Values> said =
        members.stream()
            .map(
                member ->
                    isDeleted
                        ? new Newest.Values(member.predicate(), List.of())
                        : member.values(facet))
            .toList();
    boolean saysNothing =
        !members.isEmpty() && said.stream().allMatch(values -> values.nodes().isEmpty());
    if (!saysNothing || isDeleted) {
      Newest.keep(place, at.apply(place), source, said);
    }
  }
}
