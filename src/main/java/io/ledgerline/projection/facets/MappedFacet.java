package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Iris;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;

/// What a configuration takes from one facet. The node that has the values has the entry that they
/// are from under the IRI of the facet.
///
/// @param slot where it has to stand; anywhere if empty
/// @param properties what becomes of the values at each pointer
record MappedFacet(Optional<Slot> slot, String key, SortedMap<String, Node> properties) {

  void note(Slot where, Place place, JsonObject facet) {
    if (slot.isPresent() && slot.get() != where) {
      return;
    }
    Map<String, List<Node>> nodesByProperty = new TreeMap<>();
    properties.forEach(
        (pointer, property) -> {
          List<Node> nodes =
              nodesByProperty.computeIfAbsent(property.getURI(), iri -> new ArrayList<>());
          if (!Facet.isDeleted(facet)) {
            JsonPointer.parse(pointer)
                .find(facet)
                .ifPresent(value -> nodes.addAll(Member.nodes(value, Member.Kind.ANY)));
          }
        });
    List<Newest.Values> said = new ArrayList<>();
    nodesByProperty.forEach((iri, nodes) -> said.add(new Newest.Values(Iris.node(iri), nodes)));
    Node source = place.entry().workspace().iris().facet(where.word(), key);
    Newest.keep(place, place.home(where), source, said);
  }
}
