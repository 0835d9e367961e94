package io.ledgerline.projection.facets.work;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// `sourceCodeLocation`: which code the job is; and of the run, whose event says it, which code it
/// ran.
public final class SourceCodeLocationFacet implements Facet {

  private static final List<Member> MEMBERS =
      List.of(
          Member.text("type", Vocabulary.LOCATION_TYPE),
          Member.text("url", Vocabulary.URL),
          Member.text("repoUrl", Vocabulary.REPOSITORY_URL),
          Member.text("path", Vocabulary.PATH),
          Member.text("version", Vocabulary.REVISION),
          Member.text("tag", Vocabulary.REPOSITORY_TAG),
          Member.text("branch", Vocabulary.BRANCH),
          Member.text("pullRequestNumber", Vocabulary.PULL_REQUEST));

  /// Of every entry.
  public SourceCodeLocationFacet() {}

  @Override
  public Slot slot() {
    return Slot.JOB;
  }

  @Override
  public String key() {
    return "sourceCodeLocation";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    Optional<Node> location =
        Facet.isDeleted(facet)
            ? Optional.empty()
            : Described.node(
                place.entry(), Vocabulary.SOURCE_LOCATION_CLASS, Described.values(facet, MEMBERS));
    List<Newest.Values> said =
        List.of(Newest.Values.of(Vocabulary.SOURCE_LOCATION, location.stream().toList()));
    Newest.keep(place, place.subject(), Vocabulary.SOURCE_LOCATION_IN, said);
    place.run().ifPresent(run -> Newest.keep(place, run, Vocabulary.SOURCE_LOCATION_IN, said));
  }
}
