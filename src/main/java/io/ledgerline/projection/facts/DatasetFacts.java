package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Datasets, their versions, and what events say of these.
final class DatasetFacts {

  private static final List<Node> COUNTS =
      List.of(Vocabulary.ROW_COUNT, Vocabulary.BYTE_COUNT, Vocabulary.FILE_COUNT);

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
    ColumnFacts.note(entry, dataset, use);
    schema(dataset, use);
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

  /// What a reader names: the dataset, or one version of it.
  Node read(DatasetUse use) {
    Node dataset = described(use);
    return versionLabel(use)
        .map(label -> workspace.iris().namedVersion(dataset, label))
        .orElse(dataset);
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
    ColumnFacts.note(entry, dataset, use);
    schema(version, use);
    statistics(version, use.ioFacets());
    return news;
  }

  private static Optional<String> versionLabel(DatasetUse use) {
    return use.facets().object("version").flatMap(facet -> facet.string("datasetVersion"));
  }

  /// A newer schema replaces an older one whole; of two at one time, the greater IRI counts.
  private void schema(Node subject, DatasetUse use) {
    use.facets()
        .object("schema")
        .map(facet -> facet.array("fields"))
        .filter(fields -> !fields.isEmpty())
        .ifPresent(
            fields -> {
              Node schema = SchemaFacts.note(entry, fields);
              String present =
                  workspace.value(subject, Vocabulary.SCHEMA).map(Node::toString).orElse("");
              if (isNewer(subject, Vocabulary.SCHEMA_IN, present, schema.toString())) {
                workspace.set(subject, Vocabulary.SCHEMA, List.of(schema));
                workspace.set(subject, Vocabulary.SCHEMA_IN, List.of(entry.node()));
              }
            });
  }

  /// Newer counts replace older ones whole.
  private void statistics(Node version, JsonObject facets) {
    facets
        .object("outputStatistics")
        .ifPresent(
            facet -> {
              List<List<Node>> counts =
                  Stream.of("rowCount", "size", "fileCount")
                      .map(name -> facet.integer(name).map(Literals::integer).stream().toList())
                      .toList();
              String text = counts.toString();
              String present =
                  COUNTS.stream()
                      .map(count -> workspace.values(version, count))
                      .toList()
                      .toString();
              if (counts.stream().allMatch(List::isEmpty)
                  || !isNewer(version, Vocabulary.STATISTICS_IN, present, text)) {
                return;
              }
              for (int i = 0; i < COUNTS.size(); i++) {
                workspace.set(version, COUNTS.get(i), counts.get(i));
              }
              workspace.set(version, Vocabulary.STATISTICS_IN, List.of(entry.node()));
            });
  }

  /// Whether what this entry says counts more than what is there, by event time, then by content.
  private boolean isNewer(Node subject, Node source, String present, String said) {
    Optional<Instant> known =
        workspace.value(subject, source).flatMap(e -> workspace.time(e, Vocabulary.EVENT_TIME));
    return known
        .map(at -> time.equals(at) ? said.compareTo(present) > 0 : time.isAfter(at))
        .orElse(true);
  }
}
