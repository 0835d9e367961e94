package io.ledgerline.projection.facets;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.column.LineageFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Member.Kind;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.facets.work.JobTypeFacet;
import io.ledgerline.projection.facets.work.OwnershipFacet;
import io.ledgerline.projection.facets.work.SourceCodeLocationFacet;
import java.util.List;

/// The facets of jobs.
final class JobFacets {

  static final List<Facet> ALL =
      List.of(
          new JobTypeFacet(),
          PropertiesFacet.of(
              Slot.JOB,
              "sourceCode",
              Vocabulary.SOURCE_CODE_IN,
              Member.text("language", Vocabulary.SOURCE_CODE_LANGUAGE),
              Member.of("sourceCode", Vocabulary.SOURCE_CODE_DIGEST, Kind.DIGEST)),
          new SourceCodeLocationFacet(),
          PropertiesFacet.of(
              Slot.JOB,
              "sql",
              Vocabulary.SQL_IN,
              Member.of("query", Vocabulary.SQL_DIGEST, Kind.DIGEST),
              Member.text("dialect", Vocabulary.SQL_DIALECT)),
          new LineageFacet(Slot.JOB),
          documentation(Slot.JOB),
          new OwnershipFacet(Slot.JOB),
          RunFacets.tags(Slot.JOB));

  private JobFacets() {}

  /// `documentation`, which jobs and datasets have alike.
  static Facet documentation(Slot slot) {
    return PropertiesFacet.of(
        slot,
        "documentation",
        Vocabulary.DOCUMENTATION_IN,
        Member.text("description", Standard.DCT_DESCRIPTION),
        Member.text("contentType", Vocabulary.CONTENT_TYPE));
  }
}
