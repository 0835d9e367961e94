package io.ledgerline.projection.facts;

import io.ledgerline.event.system.Continuation;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.event.system.Finding;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.event.system.SignatureVerified;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.List;
import org.apache.jena.graph.Node;

/// Notes what the system recorded of itself.
final class SystemFacts {

  private SystemFacts() {}

  static void note(EntryNote entry, SystemRecord record) {
    entry.describe(record.type());
    switch (record) {
      case DocumentExport export -> note(entry, export);
      case Erasure erasure -> note(entry, erasure);
      case Finding finding -> note(entry, finding);
      case SignatureVerified verified -> note(entry, verified);
      // What is held, and why, and what a sweep saw, is in the entry and in no graph.
      case HoldPlaced _, HoldLifted _, Sweep _ -> {}
      // Who signs is not lineage.
      case KeyRotated _, Continuation _ -> {}
      // A segment is of the log, and says nothing of lineage.
      case SegmentSeal _, SegmentDetach _ -> {}
    }
  }

  private static void note(EntryNote entry, Erasure erasure) {
    for (long index : erasure.targets().keySet()) {
      entry.add(entry.workspace().iris().entry(index), Vocabulary.ERASED_BY, entry.node());
    }
  }

  private static void note(EntryNote entry, SignatureVerified verified) {
    Node signed = entry.workspace().iris().entry(verified.entry());
    entry.add(signed, Vocabulary.VERIFIED_IN, entry.node());
    entry.add(entry.node(), Vocabulary.SIGNER, Literals.text(verified.signer()));
    entry.add(entry.node(), Vocabulary.SIGNING_KEY, Literals.text(verified.key()));
  }

  /// A finding is named by the entry that opens it, so that it and its end need no third name.
  private static void note(EntryNote entry, Finding finding) {
    if (finding.opened().isPresent()) {
      Node opened = entry.workspace().iris().finding(finding.opened().getAsLong());
      entry.add(opened, Vocabulary.CLOSED_IN, entry.node());
      return;
    }
    Node node = entry.workspace().iris().finding(entry.index());
    entry.mint(node);
    entry.recordedIn(node);
    entry.add(node, Standard.RDF_TYPE, Vocabulary.FINDING_CLASS);
    entry.add(node, Vocabulary.FINDING_KIND, Literals.text(finding.kind()));
    entry.add(node, Vocabulary.NAME, Literals.text(String.join("/", finding.subject().names())));
    if (!finding.facts().isEmpty()) {
      entry.add(node, Vocabulary.FINDING_FACTS, Literals.text(finding.factsJson().toString()));
    }
    subjects(entry.workspace().iris(), finding)
        .forEach(subject -> entry.add(node, Vocabulary.SUBJECT, subject));
  }

  /// The dataset that a finding is about, and the run and version that it names.
  private static List<Node> subjects(Iris iris, Finding finding) {
    List<String> names = finding.subject().names();
    if (!finding.subject().type().equals(Finding.DATASET) || names.size() != 2) {
      return List.of();
    }
    Node dataset = iris.dataset(names.get(0), names.get(1));
    String run = finding.facts().get(Finding.RUN);
    return run == null
        ? List.of(dataset)
        : List.of(dataset, iris.version(dataset, run), iris.run(run));
  }

  private static void note(EntryNote entry, DocumentExport export) {
    Node document = entry.workspace().iris().document(export.outputDigest());
    entry.mint(document);
    entry.recordedIn(document);
    entry.add(document, Standard.RDF_TYPE, Vocabulary.DOCUMENT_CLASS);
    entry.add(document, Vocabulary.FORMAT, Literals.text(export.format()));
    entry.add(document, Vocabulary.DIGEST, Literals.text(export.outputDigest()));
    entry.add(document, Vocabulary.TREE_SIZE, Literals.integer(export.treeSize()));
    entry.add(document, Vocabulary.SUBJECT, Iris.node(export.subject()));
  }
}
