package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// A facet that says things, each of some values: they are kept under the digest of their content,
/// and the node has links to them.
///
/// @param source under which the node has the entry
/// @param at the node, of a place
/// @param items the things in the facet; of more than [Member#VALUES_MAX] none are kept but the
///   entry
/// @param link to each thing
/// @param type of each thing
public record NodesFacet(
    Slot slot,
    String key,
    Node source,
    Function<Place, Node> at,
    Function<JsonObject, List<JsonObject>> items,
    Node link,
    Node type,
    List<Member> members)
    implements Facet {

  /// The things are the elements of an array.
  public static Function<JsonObject, List<JsonObject>> each(String name) {
    return facet -> objects(facet, name).toList();
  }

  /// The facet is the thing.
  public static Function<JsonObject, List<JsonObject>> itself() {
    return List::of;
  }

  /// The objects of an array.
  public static Stream<JsonObject> objects(JsonObject facet, String name) {
    return facet.array(name).stream()
        .flatMap(value -> value instanceof JsonObject object ? Stream.of(object) : Stream.empty());
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<Node> nodes = new ArrayList<>();
    List<JsonObject> said = Facet.isDeleted(facet) ? List.of() : items.apply(facet);
    if (said.size() <= Member.VALUES_MAX) {
      for (JsonObject item : said) {
        Described.node(place.entry(), type, Described.values(item, members)).ifPresent(nodes::add);
      }
    }
    Newest.keep(place, at.apply(place), source, List.of(Newest.Values.of(link, nodes)));
  }
}
