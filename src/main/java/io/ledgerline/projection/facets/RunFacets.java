package io.ledgerline.projection.facets;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.column.LineageFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Member.Kind;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.facets.work.ChecksFacet;
import io.ledgerline.projection.facets.work.JobDependenciesFacet;
import java.util.List;

/// The facets of runs.
final class RunFacets {

  static final List<Facet> ALL =
      List.of(
          PropertiesFacet.of(
              Slot.RUN,
              "nominalTime",
              Vocabulary.NOMINAL_TIME_IN,
              Member.of("nominalStartTime", Vocabulary.NOMINAL_START_TIME, Kind.TIME),
              Member.of("nominalEndTime", Vocabulary.NOMINAL_END_TIME, Kind.TIME)),
          PropertiesFacet.of(
              Slot.RUN,
              "errorMessage",
              Vocabulary.ERROR_MESSAGE_IN,
              Member.text("message", Vocabulary.ERROR_MESSAGE),
              Member.text("programmingLanguage", Vocabulary.PROGRAMMING_LANGUAGE)),
          PropertiesFacet.of(
              Slot.RUN,
              "externalQuery",
              Vocabulary.EXTERNAL_QUERY_IN,
              Member.text("externalQueryId", Vocabulary.EXTERNAL_QUERY_ID),
              Member.text("source", Vocabulary.EXTERNAL_QUERY_SOURCE)),
          PropertiesFacet.of(
              Slot.RUN,
              "extractionError",
              Vocabulary.EXTRACTION_ERROR_IN,
              Member.number("totalTasks", Vocabulary.TOTAL_TASKS),
              Member.number("failedTasks", Vocabulary.FAILED_TASKS)),
          // Of the job: every run of it would say the same again.
          new NodesFacet(
              Slot.RUN,
              "processing_engine",
              Vocabulary.ENGINE_IN,
              Place::whole,
              NodesFacet.itself(),
              Vocabulary.ENGINE,
              Vocabulary.ENGINE_CLASS,
              List.of(
                  Member.text("name", Vocabulary.NAME),
                  Member.text("version", Vocabulary.ENGINE_VERSION),
                  Member.text("openlineageAdapterVersion", Vocabulary.ADAPTER_VERSION))),
          // Values of an environment are nobody's business but the entry's.
          PropertiesFacet.of(Slot.RUN, "environmentVariables", Vocabulary.ENVIRONMENT_VARIABLES_IN),
          new NodesFacet(
              Slot.RUN,
              "executionParameters",
              Vocabulary.EXECUTION_PARAMETERS_IN,
              Place::subject,
              NodesFacet.each("parameters"),
              Vocabulary.PARAMETER,
              Vocabulary.PARAMETER_CLASS,
              List.of(
                  Member.text("key", Vocabulary.KEY),
                  Member.text("name", Vocabulary.NAME),
                  Member.text("value", Vocabulary.KEY_VALUE))),
          new JobDependenciesFacet(),
          ChecksFacet.TESTS,
          new LineageFacet(Slot.RUN),
          tags(Slot.RUN));

  private RunFacets() {}

  /// `tags`, which runs, jobs and datasets have alike.
  static Facet tags(Slot slot) {
    return new NodesFacet(
        slot,
        "tags",
        Vocabulary.TAGS_IN,
        place -> place.home(slot),
        NodesFacet.each("tags"),
        Vocabulary.TAG,
        Vocabulary.TAG_CLASS,
        List.of(
            Member.text("key", Vocabulary.KEY),
            Member.text("value", Vocabulary.KEY_VALUE),
            Member.text("source", Vocabulary.TAG_SOURCE),
            Member.text("field", Vocabulary.FIELD_NAME)));
  }
}
