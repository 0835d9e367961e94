package io.ledgerline.projection.facts;

import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.Place;
import io.ledgerline.projection.facets.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// Datasets, their versions, and what events say of these.
final class DatasetFacts {

  private final EntryNote entry;
  private final Workspace workspace;
  private final Instant time;

  DatasetFacts(EntryNote entry, Instant time) {
    this.entry = entry;
    this.workspace = entry.workspace();
    this.time = time;
  }

  /// The dataset, with what a reader or an event about it says of it.
  Node described(DatasetUse use) {
    Node dataset = named(use.namespace(), use.name());
    Facets.note(Slot.DATASET, new Place(entry, time, dataset, dataset), use.facets());
    return dataset;
  }

  /// The dataset alone.
  Node named(String namespace, String name) {
    return named(entry, namespace, name);
  }

  static Node named(EntryNote entry, String namespace, String name) {
    Node dataset = entry.workspace().iris().dataset(namespace, name);
    if (entry.mint(dataset)) {
      entry.add(dataset, Standard.RDF_TYPE, Standard.DCAT_DATASET);
      entry.add(dataset, Vocabulary.NAMESPACE, Literals.text(namespace));
      entry.add(dataset, Vocabulary.NAME, Literals.text(name));
    }
    return dataset;
  }

  /// What a run says it read: the dataset, or one version of it.
  ///
  /// @return whether it says so for the first time
  boolean read(DatasetUse use, Node dataset, Node run) {
    Facets.note(Slot.DATASET, new Place(entry, time, dataset, dataset), use.facets());
    Facets.note(Slot.INPUT, new Place(entry, time, run, dataset), use.ioFacets());
    Node read =
        versionLabel(use)
            .map(label -> workspace.iris().namedVersion(dataset, label))
            .orElse(dataset);
    return workspace.said().add(run, Standard.PROV_USED, read);
  }

  /// The version that a run writes.
  ///
  /// @return whether it is new, or known under a new name
  boolean written(DatasetUse use, Node dataset, Node run, String runId) {
    Node version = workspace.iris().version(dataset, runId);
    boolean news = entry.mint(version);
    news |= entry.add(version, Standard.PROV_SPECIALIZATION_OF, dataset);
    news |= entry.add(version, Standard.PROV_WAS_GENERATED_BY, run);
    if (news) {
      // A record may name a version by the run that wrote it.
      workspace.touched().namedVersions.add(workspace.iris().namedVersion(dataset, runId));
      workspace.touched().writers.add(run);
    }
    Optional<String> label = versionLabel(use);
    if (label.isPresent()) {
      Node name = workspace.iris().namedVersion(dataset, label.get());
      entry.add(version, Standard.DCAT_VERSION, Literals.text(label.get()));
      if (entry.add(version, Vocabulary.NAMED_VERSION, name)) {
        workspace.touched().namedVersions.add(name);
        news = true;
      }
    }
    Place place = new Place(entry, time, version, dataset);
    Facets.note(Slot.DATASET, place, use.facets());
    Facets.note(Slot.OUTPUT, place, use.ioFacets());
    return news;
  }

  private static Optional<String> versionLabel(DatasetUse use) {
    return use.facets().object("version").flatMap(facet -> facet.string("datasetVersion"));
  }
}
