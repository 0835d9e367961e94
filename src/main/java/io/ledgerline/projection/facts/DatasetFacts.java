package io.ledgerline.projection.facts;

import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Datasets, their versions, and what events say of these.
final class DatasetFacts {

  private final EntryNote entry;
  private final Workspace workspace;
  private final Instant time;
  private final Facets facets;
  private final Set<Node> stated;

  /// @param stated datasets of which the event states elsewhere where their columns came from
  DatasetFacts(EntryNote entry, Instant time, Facets facets, Set<Node> stated) {
    this.facets = facets;
    this.stated = stated;
    this.entry = entry;
    this.workspace = entry.workspace();
    this.time = time;
  }

  /// The dataset, with what an event that is not of a run says of it.
  ///
  /// @param slot of what is said of its use
  Node described(DatasetUse use, Slot slot) {
    Node dataset = named(use.namespace(), use.name());
    Place place = Place.of(entry, time, dataset);
    facets.note(Slot.DATASET, place, use.facets(), stated.contains(dataset));
    facets.hold(slot, place, use.ioFacets());
    return dataset;
  }

  /// The dataset alone.
  Node named(String namespace, String name) {
    return named(entry, namespace, name);
  }

  static Node named(EntryNote entry, String namespace, String name) {
    return entry.dataset(namespace, name);
  }

  /// What a run says it read: the dataset, or one version of it.
  ///
  /// @return whether it says so for the first time
  boolean read(DatasetUse use, Node dataset, Node run) {
    Optional<Node> reader = Optional.of(run);
    facets.note(Slot.DATASET, new Place(entry, time, dataset, dataset, reader), use.facets());
    facets.note(Slot.INPUT, new Place(entry, time, run, dataset, reader), use.ioFacets());
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
    Place place = new Place(entry, time, version, dataset, Optional.of(run));
    facets.note(Slot.DATASET, place, use.facets(), stated.contains(dataset));
    facets.note(Slot.OUTPUT, place, use.ioFacets());
    return news;
  }

  private static Optional<String> versionLabel(DatasetUse use) {
    return use.facets().object("version").flatMap(facet -> facet.string("datasetVersion"));
  }
}
