package io.ledgerline.projection.facets.work;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;

/// `ownership`: who answers for a job or a dataset, and in what way.
public record OwnershipFacet(Slot slot) implements Facet {

  private static final Member TYPE = Member.text("type", Vocabulary.OWNER_TYPE);

  @Override
  public String key() {
    return "ownership";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    List<JsonObject> owners =
        Facet.isDeleted(facet) ? List.of() : NodesFacet.objects(facet, "owners").toList();
    List<Node> ownerships = new ArrayList<>();
    List<Node> agents = new ArrayList<>();
    if (owners.size() <= Member.VALUES_MAX) {
      for (JsonObject owner : owners) {
        owner
            .string("name")
            .ifPresent(
                name -> {
                  Node agent = agent(place.entry(), name);
                  agents.add(agent);
                  List<Newest.Values> values =
                      new ArrayList<>(Described.values(owner, List.of(TYPE)));
                  values.add(new Newest.Values(Vocabulary.OWNER, List.of(agent)));
                  Described.node(place.entry(), Vocabulary.OWNERSHIP_CLASS, values)
                      .ifPresent(ownerships::add);
                });
      }
    }
    Newest.keep(
        place,
        place.home(slot),
        Vocabulary.OWNERSHIP_IN,
        List.of(
            Newest.Values.of(Vocabulary.OWNERSHIP, ownerships),
            Newest.Values.of(Standard.PROV_WAS_ATTRIBUTED_TO, agents)));
  }

  private static Node agent(EntryNote entry, String name) {
    Node agent = entry.workspace().iris().owner(name);
    if (entry.mint(agent)) {
      entry.add(agent, Standard.RDF_TYPE, Standard.PROV_AGENT);
      entry.add(agent, Standard.FOAF_NAME, Literals.text(name));
    }
    return agent;
  }
}
