package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.event.openlineage.JobRef;
import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// What is left in the graph of an entry that is retracted: by which entry it is, and what it was
/// about, so that who asks for that can be told. Nothing that it said.
final class RetractionFacts {

  private final EntryNote entry;
  private final Iris iris;

  RetractionFacts(EntryNote entry) {
    this.entry = entry;
    this.iris = entry.workspace().iris();
  }

  /// That one entry is retracted by another.
  static void note(EntryNote entry, Node retracted, Node by) {
    entry.add(retracted, Vocabulary.RETRACTED_BY, by);
  }

  /// What the entry was about: nodes that need not be in the graph.
  void about(StoredEvent stored) {
    List<Node> nodes =
        switch (stored) {
          case StoredEvent.Lineage(var event) -> lineage(event);
          case StoredEvent.Ai(var record, var _) -> record(record);
          case StoredEvent.System _, StoredEvent.Opening _ -> List.of();
        };
    nodes.forEach(node -> entry.add(entry.node(), Vocabulary.WAS_ABOUT, node));
  }

  private List<Node> lineage(LineageEvent event) {
    return switch (event) {
      case RunEvent run ->
          Stream.concat(
                  Stream.of(iris.run(run.run().runId()), job(run.job())),
                  datasets(run.inputs(), run.outputs()))
              .toList();
      case DatasetEvent dataset ->
          List.of(iris.dataset(dataset.dataset().namespace(), dataset.dataset().name()));
      case JobEvent job ->
          Stream.concat(Stream.of(job(job.job())), datasets(job.inputs(), job.outputs())).toList();
    };
  }

  private Node job(JobRef job) {
    return iris.job(job.namespace(), job.name());
  }

  private Stream<Node> datasets(List<DatasetUse> inputs, List<DatasetUse> outputs) {
    return Stream.concat(inputs.stream(), outputs.stream())
        .map(dataset -> iris.dataset(dataset.namespace(), dataset.name()))
        .distinct();
  }

  private List<Node> record(AiRecord record) {
    String namespace = record.envelope().namespace();
    Node node = iris.record(record.envelope().recordId());
    References references = new References(entry);
    return switch (record) {
      case AiRecord.ModelVersion model ->
          List.of(iris.modelVersion(namespace, model.modelName(), model.version()));
      case AiRecord.Decision decision -> List.of(iris.decision(namespace, decision.decisionId()));
      case AiRecord.Evaluation evaluation ->
          List.of(node, references.modelOf(evaluation.modelVersion()));
      case AiRecord.Approval approval -> about(node, approval.data().get("subject"));
      case AiRecord.Statement statement -> about(node, statement.data().get("scope"));
      case AiRecord.Contract contract ->
          Stream.concat(Stream.of(node), references.namedDataset(contract.dataset()).stream())
              .toList();
      case AiRecord.Described described -> List.of(new KindFacts(entry).node(described));
      case AiRecord.Oversight _, AiRecord.Retraction _ -> List.of(node);
    };
  }

  private List<Node> about(Node node, Optional<JsonValue> subject) {
    return Stream.concat(Stream.of(node), subject.flatMap(new References(entry)::thingOf).stream())
        .toList();
  }
}
