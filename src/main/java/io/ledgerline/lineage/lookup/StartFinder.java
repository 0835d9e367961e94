package io.ledgerline.lineage.lookup;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// Finds the node that a client means: every way to split its name is tried, and one that exists is
/// taken.
public final class StartFinder {

  /// So many contexts are looked at for the namespaces that decisions have.
  private static final int NAMESPACES_MAX = 1_000;

  private final Facts facts;
  private final Iris iris;

  /// Over a graph.
  public StartFinder(Facts facts) {
    this.facts = facts;
    this.iris = facts.iris();
  }

  /// The node: a dataset or version, job, run, model version, evaluation or decision.
  ///
  /// @return empty if there is none in the graph
  public Optional<Node> find(NodeId id) {
    return candidates(id)
        .filter(this::exists)
        .findFirst()
        .or(() -> id.decoded().flatMap(this::find));
  }

  /// The positions of entries that were about what a client may mean, and are retracted.
  public List<Long> retracted(NodeId id) {
    return Stream.concat(
            candidates(id), id.decoded().stream().flatMap(decoded -> candidates(decoded)))
        .distinct()
        .flatMap(node -> facts.retracted(node).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<Node> candidates(NodeId id) {
    return switch (id.kind()) {
      case NodeId.IRI -> Stream.of(Iris.node(id.rest()));
      case "dataset" -> Stream.concat(pairs(id.rest(), this::dataset), versions(id.rest()));
      case "job" -> pairs(id.rest(), iris::job);
      case "run" -> Stream.of(iris.run(id.rest()));
      case "modelVersion" -> modelVersions(id.rest());
      case "evaluation" -> Stream.of(iris.record(id.rest()));
      case "decision" -> decisions(id.rest());
      case "datasetField" -> Stream.<Node>empty(); // a column is no node of a lineage
      default -> Stream.<Node>empty(); // NodeId knows no other
    };
  }

  /// The column that `datasetField:<namespace>:<dataset>:<column>` means.
  ///
  /// @return empty if there is none in the graph
  public Optional<Node> column(NodeId id) {
    List<Node> candidates = new ArrayList<>();
    String rest = id.rest();
    for (int colon = rest.lastIndexOf(':'); colon > 0; colon = rest.lastIndexOf(':', colon - 1)) {
      String field = rest.substring(colon + 1);
      pairs(rest.substring(0, colon), this::dataset)
          .map(dataset -> iris.column(dataset, field))
          .forEach(candidates::add);
    }
    return candidates.stream()
        .filter(column -> facts.has(column, Vocabulary.COLUMN_OF))
        .findFirst()
        .or(() -> id.decoded().flatMap(this::column));
  }

  private boolean exists(Node node) {
    return facts.has(node, Vocabulary.SEQ)
        && (facts.is(node, Standard.DCAT_DATASET)
            || facts.is(node, Standard.PROV_PLAN)
            || facts.is(node, Standard.PROV_ACTIVITY)
            || facts.is(node, Vocabulary.MODEL_VERSION_CLASS)
            || facts.is(node, Vocabulary.EVALUATION_CLASS)
            || facts.has(node, Vocabulary.CONTEXT)
            || facts.has(node, Standard.PROV_SPECIALIZATION_OF));
  }

  private Node dataset(String namespace, String name) {
    return iris.dataset(namespace, name);
  }

  /// `<namespace>:<name>#<run or version name>`.
  private Stream<Node> versions(String rest) {
    int hash = rest.lastIndexOf('#');
    if (hash < 0) {
      return Stream.empty();
    }
    String version = rest.substring(hash + 1);
    return pairs(rest.substring(0, hash), this::dataset)
        .flatMap(
            dataset ->
                Stream.concat(
                    Stream.of(iris.version(dataset, version)),
                    facts
                        .subjects(Vocabulary.NAMED_VERSION, iris.namedVersion(dataset, version))
                        .stream()));
  }

  private Stream<Node> modelVersions(String rest) {
    List<Node> candidates = new ArrayList<>();
    for (int colon = rest.lastIndexOf(':'); colon > 0; colon = rest.lastIndexOf(':', colon - 1)) {
      String version = rest.substring(colon + 1);
      pairs(
              rest.substring(0, colon),
              (namespace, name) -> iris.modelVersion(namespace, name, version))
          .forEach(candidates::add);
    }
    return candidates.stream();
  }

  private Stream<Node> decisions(String rest) {
    Node record = iris.record(rest.toLowerCase(Locale.ROOT));
    Set<Node> candidates = new LinkedHashSet<>(facts.subjects(Vocabulary.RECORD, record));
    pairs(rest, iris::decision).forEach(candidates::add);
    facts.dataset().stream(
            Quad.defaultGraphIRI, Node.ANY, Standard.RDF_TYPE, Vocabulary.DECISION_CONTEXT_CLASS)
        .limit(NAMESPACES_MAX)
        .map(quad -> facts.text(quad.getSubject(), Vocabulary.NAMESPACE))
        .distinct()
        .forEach(namespace -> candidates.add(iris.decision(namespace, rest)));
    return candidates.stream();
  }

  private static Stream<Node> pairs(String text, Maker maker) {
    List<Node> nodes = new ArrayList<>();
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      nodes.add(maker.make(text.substring(0, colon), text.substring(colon + 1)));
    }
    return nodes.stream();
  }

  /// Makes an IRI of namespace and name.
  private interface Maker {
    Node make(String namespace, String name);
  }
}
