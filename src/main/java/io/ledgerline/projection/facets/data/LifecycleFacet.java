package io.ledgerline.projection.facets.data;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.Optional;

/// `lifecycleStateChange`: what happened to a dataset. A change is no state: a run that creates a
/// table and then overwrites it did both, so all that its events say is said of the version that it
/// wrote. Outside any version the last one counts.
public final class LifecycleFacet implements Facet {

  private static final PropertiesFacet LAST =
      PropertiesFacet.of(
          Slot.DATASET,
          "lifecycleStateChange",
          Vocabulary.LIFECYCLE_STATE_CHANGE_IN,
          Member.text("lifecycleStateChange", Vocabulary.LIFECYCLE_STATE_CHANGE));

  /// Of every entry.
  public LifecycleFacet() {}

  @Override
  public Slot slot() {
    return Slot.DATASET;
  }

  @Override
  public String key() {
    return "lifecycleStateChange";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    EntryNote entry = place.entry();
    if (place.subject().equals(place.whole())) {
      LAST.note(place, facet);
    } else {
      facet
          .string("lifecycleStateChange")
          .map(change -> Literals.text(Member.cut(change)))
          .ifPresent(
              change -> entry.add(place.subject(), Vocabulary.LIFECYCLE_STATE_CHANGE, change));
    }
    Optional<JsonObject> before = facet.object("previousIdentifier");
    Optional<String> namespace = before.flatMap(id -> id.string("namespace"));
    Optional<String> name = before.flatMap(id -> id.string("name"));
    if (namespace.isPresent() && name.isPresent()) {
      entry.add(place.whole(), Vocabulary.RENAMED_FROM, entry.dataset(namespace.get(), name.get()));
    }
  }
}
