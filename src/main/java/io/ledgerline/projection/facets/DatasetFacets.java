package io.ledgerline.projection.facets;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.column.ColumnLineageFacet;
import io.ledgerline.projection.facets.column.LineageFacet;
import io.ledgerline.projection.facets.data.HierarchyFacet;
import io.ledgerline.projection.facets.data.LifecycleFacet;
import io.ledgerline.projection.facets.data.SchemaFacet;
import io.ledgerline.projection.facets.data.SymlinksFacet;
import io.ledgerline.projection.facets.data.VersionFacet;
import io.ledgerline.projection.facets.form.Facet;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.NodesFacet;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.PropertiesFacet;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.facets.work.OwnershipFacet;
import java.util.List;

/// The facets of datasets.
final class DatasetFacets {

  static final List<Facet> ALL =
      List.of(
          new SchemaFacet(),
          new ColumnLineageFacet(),
          new LineageFacet(Slot.DATASET),
          PropertiesFacet.of(
              Slot.DATASET,
              "dataSource",
              Vocabulary.DATA_SOURCE_IN,
              Member.text("name", Vocabulary.DATA_SOURCE_NAME),
              Member.text("uri", Vocabulary.DATA_SOURCE_URI)),
          new SymlinksFacet(),
          PropertiesFacet.of(
              Slot.DATASET,
              "storage",
              Vocabulary.STORAGE_IN,
              Member.text("storageLayer", Vocabulary.STORAGE_LAYER),
              Member.text("fileFormat", Vocabulary.FILE_FORMAT)),
          new VersionFacet(),
          new LifecycleFacet(),
          PropertiesFacet.of(
              Slot.DATASET,
              "datasetType",
              Vocabulary.DATASET_TYPE_IN,
              Member.text("datasetType", Vocabulary.DATASET_TYPE),
              Member.text("subType", Vocabulary.DATASET_SUBTYPE)),
          new NodesFacet(
              Slot.DATASET,
              "catalog",
              Vocabulary.CATALOG_IN,
              Place::whole,
              NodesFacet.itself(),
              Vocabulary.CATALOG,
              Vocabulary.CATALOG_CLASS,
              List.of(
                  Member.text("framework", Vocabulary.FRAMEWORK),
                  Member.text("type", Vocabulary.CATALOG_TYPE),
                  Member.text("name", Vocabulary.NAME),
                  Member.text("metadataUri", Vocabulary.METADATA_URI),
                  Member.text("warehouseUri", Vocabulary.WAREHOUSE_URI),
                  Member.text("source", Vocabulary.CATALOG_SOURCE))),
          new HierarchyFacet(),
          JobFacets.documentation(Slot.DATASET),
          new OwnershipFacet(Slot.DATASET),
          RunFacets.tags(Slot.DATASET),
          UseFacets.qualityMetrics(Slot.DATASET));

  private DatasetFacets() {}
}
