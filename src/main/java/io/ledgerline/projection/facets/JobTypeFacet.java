package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Touched;

/// `jobType`: what kind of job it is, which decides whether it is united with the job above it.
final class JobTypeFacet implements Facet {

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
  }
}
