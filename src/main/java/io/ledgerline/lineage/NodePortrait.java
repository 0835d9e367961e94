package io.ledgerline.lineage;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.SchemaCache;
import io.ledgerline.lineage.lookup.SchemaFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// How a node of the graph is shown: versions as their dataset and runs as their job, or each as
/// itself. Remembers what it found, for one walk.
final class NodePortrait {

  private final Facts facts;
  private final Iris iris;
  private final Detail detail;
  private final SchemaFields schemas;
  private final Map<Node, Node> shownByNode = new HashMap<>();
  private final Map<Node, String> idsByShown = new HashMap<>();

  NodePortrait(Facts facts, Detail detail, SchemaCache schemas) {
    this.facts = facts;
    this.iris = facts.iris();
    this.detail = detail;
    this.schemas = new SchemaFields(facts, schemas);
  }

  /// The node that is shown for a node of the graph.
  Node shown(Node node) {
    return switch (detail) {
      case EACH -> node;
      case NAMED -> {
        Node known = shownByNode.get(node);
        if (known == null) {
          known = named(node);
          shownByNode.put(node, known);
        }
        yield known;
      }
    };
  }

  private Node named(Node node) {
    if (iris.isRun(node)) {
      return facts.value(node, Vocabulary.JOB).orElse(node);
    }
    return iris.datasetOf(node).orElse(node);
  }

  /// What a client calls it.
  String id(Node shown) {
    return idsByShown.computeIfAbsent(shown, this::makeId);
  }

  private String makeId(Node shown) {
    return switch (type(shown)) {
      case DATASET -> "dataset:" + pair(names(shown, "dataset"));
      case DATASET_VERSION -> {
        String[] names = names(shown, "dataset");
        yield "dataset:" + pair(names) + "#" + names[names.length - 1];
      }
      case JOB -> "job:" + pair(names(shown, "job"));
      case RUN -> "run:" + names(shown, "run")[0];
      case MODEL_VERSION -> {
        String[] names = names(shown, "model");
        yield "modelVersion:" + pair(names) + ":" + names[3];
      }
      case EVALUATION -> "evaluation:" + names(shown, "record")[0];
      case DECISION -> {
        String[] names = names(shown, "decision");
        yield names.length == 2 ? "decision:" + pair(names) : shown.getURI();
      }
    };
  }

  LineageNode portray(Node shown, NavigableSet<String> members) {
    NodeType type = type(shown);
    String[] names = names(type, shown);
    boolean isNamed = names.length >= 2;
    NavigableSet<Long> entries = new TreeSet<>();
    facts.seq(shown).ifPresent(entries::add);
    members.forEach(member -> facts.seq(Iris.node(member)).ifPresent(entries::add));
    return new LineageNode(
        id(shown),
        type,
        shown.getURI(),
        isNamed ? names[0] : "",
        isNamed ? names[1] : "",
        version(type, names),
        members,
        fields(type, shown),
        entries);
  }

  private String[] names(NodeType type, Node shown) {
    return switch (type) {
      case DATASET, DATASET_VERSION -> names(shown, "dataset");
      case JOB -> names(shown, "job");
      case MODEL_VERSION -> names(shown, "model");
      case DECISION -> names(shown, "decision");
      case RUN ->
          facts.value(shown, Vocabulary.JOB).map(job -> names(job, "job")).orElse(new String[0]);
      case EVALUATION -> new String[0];
    };
  }

  private static Optional<String> version(NodeType type, String[] names) {
    return type == NodeType.MODEL_VERSION || type == NodeType.DATASET_VERSION
        ? Optional.of(names[names.length - 1])
        : Optional.empty();
  }

  private NodeType type(Node shown) {
    if (iris.isDataset(shown)) {
      return NodeType.DATASET;
    }
    if (iris.isOf(shown, "dataset")) {
      return iris.datasetOf(shown).isPresent() ? NodeType.DATASET_VERSION : NodeType.DATASET;
    }
    if (iris.isOf(shown, "job")) {
      return NodeType.JOB;
    }
    if (iris.isRun(shown)) {
      return NodeType.RUN;
    }
    if (iris.names(shown, "model").filter(names -> names.length == 4).isPresent()) {
      return NodeType.MODEL_VERSION;
    }
    return iris.isOf(shown, "decision") ? NodeType.DECISION : NodeType.EVALUATION;
  }

  /// The columns at the top level: of a version its own; of a dataset those of the newest version,
  /// or as readers describe them.
  private List<LineageNode.Field> fields(NodeType type, Node shown) {
    Optional<Node> schema =
        switch (type) {
          case DATASET -> schemas.ofDataset(shown);
          case DATASET_VERSION -> facts.value(shown, Vocabulary.SCHEMA);
          case JOB, RUN, MODEL_VERSION, EVALUATION, DECISION -> Optional.empty();
        };
    return schema.map(schemas::fields).orElse(List.of()).stream()
        .map(field -> new LineageNode.Field(field.name(), field.type()))
        .toList();
  }

  private static String pair(String[] names) {
    return names[0] + ":" + names[1];
  }

  private String[] names(Node shown, String kind) {
    return iris.names(shown, kind)
        .filter(names -> names.length >= (kind.equals("run") || kind.equals("record") ? 1 : 2))
        .orElse(new String[] {"", shown.getURI(), "", ""});
  }
}
