package io.ledgerline.projection.facets.work;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.Touched;
import java.util.List;

/// `jobType`: what kind of job it is, which decides whether it is united with the job above it: so
/// every type that was ever said counts. The rest is what was said last.
public final class JobTypeFacet implements Facet {

  private static final PropertiesFacet REST =
      PropertiesFacet.of(
          Slot.JOB,
          "jobType",
          Vocabulary.JOB_TYPE_IN,
          Member.text("processingType", Vocabulary.PROCESSING_TYPE),
          Member.text("integration", Vocabulary.INTEGRATION),
          new Member(
              List.of("emissionPattern", "eventTrigger"),
              Vocabulary.EVENT_TRIGGER,
              Member.Kind.TEXT),
          new Member(
              List.of("emissionPattern", "eventContentMode"),
              Vocabulary.EVENT_CONTENT_MODE,
              Member.Kind.TEXT),
          new Member(
              List.of("emissionPattern", "windowDuration"),
              Vocabulary.WINDOW_DURATION,
              Member.Kind.NUMBER));

  /// Of every entry.
  public JobTypeFacet() {}

  @Override
  public Slot slot() {
    return Slot.JOB;
  }

  @Override
  public String key() {
    return "jobType";
  }

  @Override
  public void note(Place place, JsonObject facet) {
    facet
        .string("jobType")
        .ifPresent(
            type -> {
              if (place.entry().add(place.subject(), Vocabulary.JOB_TYPE, Literals.text(type))) {
                Touched touched = place.entry().workspace().touched();
                touched.typedJobs.add(place.subject());
                touched.jobs.add(place.subject());
              }
            });
    REST.note(place, facet);
  }
}
