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

/// `symlinks`: under which other names a dataset goes. Another name makes no dataset; if there is
/// one of this name, it can be found by it.
public final class SymlinksFacet implements Facet {

  private static final List<Member> MEMBERS =
      List.of(
          Member.text("namespace", Vocabulary.NAMESPACE),
          Member.text("name", Vocabulary.NAME),
          Member.text("type", Vocabulary.SYMLINK_TYPE));

  /// Of every entry.
  public SymlinksFacet() {}

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "symlinks";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<JsonObject> said =
        Facet.isDeleted(facet) ? List.of() : NodesFacet.objects(facet, "identifiers").toList();
    List<Node> nodes = new ArrayList<>();
    if (said.size() <= Member.VALUES_MAX) {
      for (JsonObject identifier : said) {
        List<Newest.Values> values = new ArrayList<>(Described.values(identifier, MEMBERS));
        Optional<String> namespace = identifier.string("namespace");
        Optional<String> name = identifier.string("name");
        if (namespace.isPresent() && name.isPresent()) {
          Node dataset = place.entry().workspace().iris().dataset(namespace.get(), name.get());
          values.add(new Newest.Values(Vocabulary.SYMLINK_TO, List.of(dataset)));
        }
        Described.node(place.entry(), Vocabulary.SYMLINK_CLASS, values).ifPresent(nodes::add);
      }
    }
    Newest.keep(
        place,
        place.whole(),
        Vocabulary.SYMLINKS_IN,
        List.of(Newest.Values.of(Vocabulary.SYMLINK, nodes)));
  }
}
