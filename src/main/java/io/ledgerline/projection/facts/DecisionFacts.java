package io.ledgerline.projection.facts;

import io.ledgerline.event.record.AiRecord.Decision;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.ContentDigest;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// Decisions: three quads each, whatever they say. What many have in common is a context of its
/// own; everything else stays in the ledger, at their position.
final class DecisionFacts {

  private DecisionFacts() {}

  static void note(EntryNote entry, Decision record) {
    Workspace workspace = entry.workspace();
    Iris iris = workspace.iris();
    Node decision = iris.decision(record.envelope().namespace(), record.decisionId());
    Node source = iris.record(record.envelope().recordId());
    entry.mint(decision);
    entry.add(decision, Vocabulary.CONTEXT, context(entry, record));
    if (entry.add(decision, Vocabulary.RECORD, source)) {
      workspace.touched().records.add(source);
    }
  }

  private static Node context(EntryNote entry, Decision record) {
    Workspace workspace = entry.workspace();
    References references = new References(entry);
    Node model = references.modelOf(record.modelVersion());
    Optional<Node> run = record.envelope().sourceRunId().map(id -> entry.run(id));
    List<Node> inputs =
        record.inputDatasets().stream()
            .flatMap(ref -> references.datasetOf(ref).stream())
            .distinct()
            .toList();
    Optional<Node> release = record.release().map(references::releaseOf);
    Optional<Node> system = record.envelope().systemId().map(references::systemOf);
    String namespace = record.envelope().namespace();
    List<String> lines = lines(model, run, inputs);
    release.ifPresent(node -> lines.add("release " + node.getURI()));
    system.ifPresent(node -> lines.add("system " + node.getURI()));
    // IRIs hold neither line feed nor space, and the namespace comes last.
    lines.add("");
    lines.add(namespace);
    Node context = workspace.iris().context(ContentDigest.of(String.join("\n", lines)));
    if (entry.mint(context)) {
      entry.add(context, Standard.RDF_TYPE, Vocabulary.DECISION_CONTEXT_CLASS);
      entry.add(context, Vocabulary.NAMESPACE, Literals.text(namespace));
      run.ifPresent(node -> entry.add(context, Vocabulary.SOURCE_RUN, node));
      workspace.said().add(context, Vocabulary.MODEL_VERSION, model);
      inputs.forEach(input -> workspace.said().add(context, Standard.PROV_USED, input));
      release.ifPresent(node -> workspace.said().add(context, Vocabulary.RELEASE, node));
      system.ifPresent(node -> workspace.said().add(context, Vocabulary.SYSTEM, node));
      workspace.touched().subjects.add(context);
    }
    return context;
  }

  private static List<String> lines(Node model, Optional<Node> run, List<Node> inputs) {
    List<String> lines = new ArrayList<>();
    lines.add(model.getURI());
    lines.add(run.map(Node::getURI).orElse(""));
    inputs.stream().map(Node::getURI).sorted().forEach(lines::add);
    return lines;
  }
}
