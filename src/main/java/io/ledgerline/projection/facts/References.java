package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.record.Fields;
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

  /// A reference to a system: by name, the name is its id.
  Node systemOf(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> iris.record(recordId);
      case Ref.ByVersion(var namespace, var name, var _) -> system(namespace, name);
      case Ref.ByName(var namespace, var name) -> system(namespace, name);
    };
  }

  /// A reference to a release of a system, or to the system where no version is named.
  Node releaseOf(Ref ref) {
    return switch (ref) {
      case Ref.ById(var recordId) -> iris.record(recordId);
      case Ref.ByVersion(var namespace, var name, var version) -> release(namespace, name, version);
      case Ref.ByName(var namespace, var name) -> system(namespace, name);
    };
  }

  /// A reference to what may be of any kind: of that which it says, a model if it says none.
  ///
  /// @return empty if it is none that can be read
  Optional<Node> thingOf(JsonValue value) {
    return thing(value, Optional.of("model"));
  }

  /// A reference to what has no name of its own, and so is named by the id of its record; where it
  /// says of what kind it is, by that name.
  ///
  /// @return empty if it is none that can be read
  Optional<Node> recordOf(JsonValue value) {
    return thing(value, Optional.empty());
  }

  private Optional<Node> thing(JsonValue value, Optional<String> otherwise) {
    Optional<Ref> ref = Fields.ref(value);
    Optional<String> kind =
        value instanceof JsonObject object ? object.string("kind").or(() -> otherwise) : otherwise;
    return ref.flatMap(
        named ->
            named instanceof Ref.ById(var recordId)
                ? Optional.of(iris.record(recordId))
                : kind.flatMap(of -> named(of, named)));
  }

  private Optional<Node> named(String kind, Ref ref) {
    return switch (kind) {
      case "model" -> Optional.of(modelOf(ref));
      case "dataset" ->
          namedDataset(ref)
              .map(
                  dataset ->
                      ref instanceof Ref.ByVersion version
                          ? iris.namedVersion(dataset, version.version())
                          : dataset);
      case "decision" -> Optional.of(decisionOf(ref));
      case "system" -> Optional.of(systemOf(ref));
      case "release" -> Optional.of(releaseOf(ref));
      case "incident" -> byName("incident", ref);
      case "job" -> byName("job", ref);
      default -> Optional.empty(); // an open set of texts; the schema of the record allows these
    };
  }

  private Optional<Node> byName(String kind, Ref ref) {
    return switch (ref) {
      case Ref.ById _ -> Optional.empty();
      case Ref.ByVersion(var namespace, var name, var _) ->
          Optional.of(iris.made(kind, namespace, name));
      case Ref.ByName(var namespace, var name) -> Optional.of(iris.made(kind, namespace, name));
    };
  }

  /// The node of a system.
  Node system(String namespace, String systemId) {
    return iris.made("system", namespace, systemId);
  }

  /// The node of a release of a system.
  Node release(String namespace, String systemId, String version) {
    return iris.made("system", namespace, systemId, "v", version);
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
