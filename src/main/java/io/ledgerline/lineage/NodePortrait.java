package io.ledgerline.lineage;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// How a node of the graph is shown: versions as their dataset, runs as their job.
final class NodePortrait {

  private final Facts facts;
  private final Iris iris;

  NodePortrait(Facts facts) {
    this.facts = facts;
    this.iris = facts.iris();
  }

  /// The node that is shown for a node of the graph.
  Node shown(Node node) {
    if (iris.names(node, "run").isPresent()) {
      return facts.value(node, Vocabulary.JOB).orElse(node);
    }
    return iris.datasetOf(node).orElse(node);
  }

  /// What a client calls it.
  String id(Node shown) {
    return switch (type(shown)) {
      case DATASET -> "dataset:" + named(shown);
      case JOB -> "job:" + named(shown);
      case RUN -> "run:" + names(shown, "run")[0];
      case MODEL_VERSION -> {
        String[] names = names(shown, "model");
        yield "modelVersion:" + names[0] + ":" + names[1] + ":" + names[3];
      }
      case EVALUATION -> "evaluation:" + names(shown, "record")[0];
      case DECISION -> {
        String[] names = names(shown, "decision");
        yield names.length == 2 ? "decision:" + names[0] + ":" + names[1] : shown.getURI();
      }
    };
  }

  LineageNode portray(Node shown, NavigableSet<String> members) {
    NodeType type = type(shown);
    String namespace = facts.text(shown, Vocabulary.NAMESPACE);
    String name = facts.text(shown, Vocabulary.NAME);
    Optional<String> version = Optional.empty();
    if (type == NodeType.MODEL_VERSION) {
      String[] names = names(shown, "model");
      namespace = names[0];
      name = names[1];
      version = Optional.of(names[3]);
    } else if (type == NodeType.DECISION) {
      namespace = names(shown, "decision")[0];
      name = names(shown, "decision")[1];
    }
    NavigableSet<Long> entries = new TreeSet<>();
    facts.seq(shown).ifPresent(entries::add);
    members.forEach(member -> facts.seq(Iris.node(member)).ifPresent(entries::add));
    return new LineageNode(
        id(shown),
        type,
        shown.getURI(),
        namespace,
        name,
        version,
        members,
        type == NodeType.DATASET ? fields(shown) : List.of(),
        entries);
  }

  private NodeType type(Node shown) {
    if (iris.names(shown, "dataset").isPresent()) {
      return NodeType.DATASET;
    }
    if (iris.names(shown, "job").isPresent()) {
      return NodeType.JOB;
    }
    if (iris.names(shown, "run").isPresent()) {
      return NodeType.RUN;
    }
    if (iris.names(shown, "model").filter(names -> names.length == 4).isPresent()) {
      return NodeType.MODEL_VERSION;
    }
    return iris.names(shown, "decision").isPresent() ? NodeType.DECISION : NodeType.EVALUATION;
  }

  /// The columns at the top level, of the newest version or as readers describe them.
  private List<LineageNode.Field> fields(Node dataset) {
    Optional<Node> schema =
        facts
            .value(dataset, Vocabulary.LATEST_VERSION)
            .flatMap(version -> facts.value(version, Vocabulary.SCHEMA))
            .or(() -> facts.value(dataset, Vocabulary.SCHEMA));
    return schema.map(found -> facts.allValues(found, Vocabulary.FIELD)).orElse(List.of()).stream()
        .sorted((a, b) -> Long.compare(ordinal(a), ordinal(b)))
        .map(
            field ->
                new LineageNode.Field(
                    facts.text(field, Vocabulary.FIELD_NAME),
                    facts.text(field, Vocabulary.FIELD_TYPE)))
        .toList();
  }

  private long ordinal(Node field) {
    return facts.value(field, Vocabulary.ORDINAL).flatMap(Literals::integer).orElse(0L);
  }

  private String named(Node shown) {
    return facts.text(shown, Vocabulary.NAMESPACE) + ":" + facts.text(shown, Vocabulary.NAME);
  }

  private String[] names(Node shown, String kind) {
    return iris.names(shown, kind).orElse(new String[] {shown.getURI()});
  }
}
