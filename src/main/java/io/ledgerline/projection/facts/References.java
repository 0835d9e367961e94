package io.ledgerline.projection.facts;

import io.ledgerline.event.record.Ref;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// The node that a reference names, before anybody knows whether it is there: what it names by id
/// is the record with that id.
final class References {

  private final EntryNote entry;
  private final Iris iris;

  References(EntryNote entry) {
    this.entry = entry;
    this.iris = entry.workspace().iris();
  }

  /// A reference to a model version, or to a model where no version is named.
  Node modelOf(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> iris.record(recordId);
      case Ref.ByVersion(var namespace, var name, var version) ->
          iris.modelVersion(namespace, name, version);
      case Ref.ByName(var namespace, var name) -> iris.model(namespace, name);
    };
  }

  /// A reference to a decision: by name, the name is its id.
  Node decisionOf(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> iris.record(recordId);
      case Ref.ByVersion(var namespace, var name, var version) -> iris.decision(namespace, name);
      case Ref.ByName(var namespace, var name) -> iris.decision(namespace, name);
    };
  }

  /// A reference to a dataset, or to a version of it under its producer's name.
  ///
  /// @return empty for a reference by record id: no record is about a dataset
  Optional<Node> datasetOf(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> Optional.empty();
      case Ref.ByVersion(var namespace, var name, var version) ->
          Optional.of(iris.namedVersion(dataset(namespace, name), version));
      case Ref.ByName(var namespace, var name) -> Optional.of(dataset(namespace, name));
    };
  }

  /// The node of the dataset that a reference names, whether it is in the graph or not.
  ///
  /// @return empty for a reference by record id
  Optional<Node> namedDataset(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> Optional.empty();
      case Ref.ByVersion(var namespace, var name, var version) ->
          Optional.of(iris.dataset(namespace, name));
      case Ref.ByName(var namespace, var name) -> Optional.of(iris.dataset(namespace, name));
    };
  }

  Node model(String namespace, String name) {
    Node model = iris.model(namespace, name);
    if (entry.mint(model)) {
      entry.add(model, Standard.RDF_TYPE, Vocabulary.MODEL_CLASS);
      entry.add(model, Vocabulary.NAMESPACE, Literals.text(namespace));
      entry.add(model, Vocabulary.NAME, Literals.text(name));
    }
    return model;
  }

  private Node dataset(String namespace, String name) {
    return DatasetFacts.named(entry, namespace, name);
  }
}
