package io.ledgerline.http.query;

import io.ledgerline.lineage.LineageEdge;
import io.ledgerline.lineage.LineageNode;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.NodeType;
import io.ledgerline.projection.retraction.Retractions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A lineage as JSON: the shape that Marquez's clients read, and more beside it.
///
/// @param start the id of the node that was asked for
/// @param graph the nodes, the start first
/// @param truncated whether there is more than the depth or the limit let in
/// @param retracted entries that were about these nodes and are retracted
/// @param warnings what the answer cannot say, each in a sentence
record LineageAnswer(
    String start,
    List<Node> graph,
    boolean truncated,
    List<RetractedEntry> retracted,
    List<String> warnings) {

  /// A node.
  ///
  /// @param type `DATASET`, `DATASET_VERSION`, `JOB`, `RUN`, `MODEL_VERSION`, `EVALUATION` or
  ///   `DECISION`
  /// @param data a [DatasetData], a [JobData] or a [RecordData]
  /// @param inEdges that end here
  /// @param outEdges that begin here
  record Node(String id, String type, Object data, List<Edge> inEdges, List<Edge> outEdges) {}

  /// A step in the direction in which data goes.
  record Edge(String origin, String destination) {}

  /// A name in a namespace.
  record Name(String namespace, String name) {}

  /// A column.
  record Field(String name, String type, List<String> tags) {}

  /// A dataset.
  ///
  /// @param createdAt and what follows: of the start alone, `null` of others
  /// @param versions IRIs of the versions that were met, if they were asked for one by one
  /// @param entries positions of the ledger entries that first named it, or these versions
  record DatasetData(
      Name id,
      String type,
      String name,
      String physicalName,
      String namespace,
      String sourceName,
      List<Field> fields,
      List<String> tags,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      Optional<Instant> lastModifiedAt,
      Optional<String> description,
      Map<String, String> facets,
      String iri,
      List<String> versions,
      List<Long> entries) {}

  /// A job, or a run of no known job.
  ///
  /// @param createdAt and what follows: of the start alone, `null` of others
  /// @param runs IRIs of the runs that were met, if they were asked for one by one
  record JobData(
      Name id,
      String type,
      String name,
      String simpleName,
      String namespace,
      List<Name> inputs,
      List<Name> outputs,
      List<String> tags,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      Optional<String> description,
      Optional<String> location,
      Optional<RunAnswer> latestRun,
      String iri,
      List<String> runs,
      List<Long> entries) {}

  /// A model version, an evaluation or a decision.
  ///
  /// @param version of a model; empty for others
  record RecordData(
      Name id, String name, String namespace, String version, String iri, List<Long> entries) {}

  /// The view as JSON.
  ///
  /// @param details of its first node
  /// @param retractions of the log
  static LineageAnswer of(LineageView view, StartDetails details, Retractions retractions) {
    Map<String, LineageNode> nodesById = new TreeMap<>();
    view.nodes().forEach(node -> nodesById.put(node.id(), node));
    Map<String, List<Edge>> in = new TreeMap<>();
    Map<String, List<Edge>> out = new TreeMap<>();
    for (LineageEdge step : view.edges()) {
      Edge edge = new Edge(step.origin(), step.destination());
      in.computeIfAbsent(edge.destination(), id -> new ArrayList<>()).add(edge);
      out.computeIfAbsent(edge.origin(), id -> new ArrayList<>()).add(edge);
    }
    List<Node> nodes = new ArrayList<>();
    for (LineageNode node : view.nodes()) {
      List<Edge> before = in.getOrDefault(node.id(), List.of());
      List<Edge> after = out.getOrDefault(node.id(), List.of());
      List<Name> inputs = datasets(before.stream().map(Edge::origin).toList(), nodesById);
      List<Name> outputs = datasets(after.stream().map(Edge::destination).toList(), nodesById);
      nodes.add(
          new Node(
              node.id(),
              node.type().name(),
              data(node, inputs, outputs, nodes.isEmpty() ? details : StartDetails.NONE),
              before,
              after));
    }
    return new LineageAnswer(
        view.start(),
        nodes,
        view.truncated(),
        RetractedEntry.of(List.copyOf(view.retracted()), retractions),
        view.capped().stream().map(LineageAnswer::warning).toList());
  }

  private static String warning(String iri) {
    return "Of "
        + iri
        + " more came from what than is stored pair by pair (ll:derivationsCapped): here every"
        + " input stands before every output.";
  }

  private static List<Name> datasets(List<String> ids, Map<String, LineageNode> nodesById) {
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(nodesById.get(id)).stream())
        .filter(node -> node.type() == NodeType.DATASET)
        .map(node -> new Name(node.namespace(), node.name()))
        .toList();
  }

  private static Object data(
      LineageNode node, List<Name> inputs, List<Name> outputs, StartDetails details) {
    Name id = new Name(node.namespace(), node.name());
    List<Long> entries = List.copyOf(node.entries());
    return switch (node.type()) {
      case DATASET, DATASET_VERSION ->
          new DatasetData(
              id,
              "DB_TABLE",
              node.name(),
              node.name(),
              node.namespace(),
              node.namespace(),
              node.fields().stream()
                  .map(field -> new Field(field.name(), field.type(), List.of()))
                  .toList(),
              List.of(),
              details.createdAt(),
              details.updatedAt(),
              details.updatedAt(),
              Optional.empty(),
              Map.of(),
              node.iri(),
              List.copyOf(node.members()),
              entries);
      case JOB, RUN ->
          new JobData(
              id,
              "BATCH",
              node.name(),
              node.name(),
              node.namespace(),
              inputs,
              outputs,
              List.of(),
              details.createdAt(),
              details.updatedAt(),
              Optional.empty(),
              Optional.empty(),
              details.latestRun(),
              node.iri(),
              List.copyOf(node.members()),
              entries);
      case MODEL_VERSION, EVALUATION, DECISION ->
          new RecordData(
              id, node.name(), node.namespace(), node.version().orElse(""), node.iri(), entries);
    };
  }
}
