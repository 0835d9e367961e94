package io.ledgerline.projection.facets;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.data.SubsetFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Held;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Member.Kind;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.facets.work.ChecksFacet;
import java.util.List;

/// The facets of inputs and outputs.
final class UseFacets {

  static final List<Facet> ALL =
      List.of(
          qualityMetrics(Slot.INPUT),
          ChecksFacet.ASSERTIONS,
          // How much a run read is said of every input of every run: a node for each would cost
          // more than a quad an event. What is needed of it is in the entry.
          new Held(Slot.INPUT, "inputStatistics"),
          PropertiesFacet.of(
              Slot.OUTPUT,
              "outputStatistics",
              Vocabulary.STATISTICS_IN,
              Member.number("rowCount", Vocabulary.ROW_COUNT),
              Member.number("size", Vocabulary.BYTE_COUNT),
              Member.number("fileCount", Vocabulary.FILE_COUNT)),
          new SubsetFacet(Slot.INPUT, "inputCondition"),
          new SubsetFacet(Slot.OUTPUT, "outputCondition"),
          PropertiesFacet.of(
              Slot.INPUT,
              "icebergScanReport",
              Vocabulary.SCAN_REPORT_IN,
              Member.number("snapshotId", Vocabulary.SNAPSHOT_ID),
              Member.number("schemaId", Vocabulary.SCHEMA_ID),
              Member.text("filterDescription", Vocabulary.FILTER)),
          PropertiesFacet.of(
              Slot.OUTPUT,
              "icebergCommitReport",
              Vocabulary.COMMIT_REPORT_IN,
              Member.number("snapshotId", Vocabulary.SNAPSHOT_ID),
              Member.number("sequenceNumber", Vocabulary.SEQUENCE_NUMBER),
              Member.text("operation", Vocabulary.OPERATION)));

  private UseFacets() {}

  /// `dataQualityMetrics`, of a dataset or of what was read of it. Metrics of columns are in the
  /// entry.
  static Facet qualityMetrics(Slot slot) {
    return PropertiesFacet.observed(
        slot,
        "dataQualityMetrics",
        Vocabulary.QUALITY_METRICS_IN,
        Member.number("rowCount", Vocabulary.MEASURED_ROW_COUNT),
        Member.number("bytes", Vocabulary.MEASURED_BYTE_COUNT),
        Member.number("fileCount", Vocabulary.MEASURED_FILE_COUNT),
        Member.of("lastUpdated", Vocabulary.LAST_UPDATED, Kind.TIME));
  }
}
