package io.ledgerline.projection.facts;

import io.ledgerline.event.system.Continuation;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.EntryNote;
import org.apache.jena.graph.Node;

/// Notes what the system recorded of itself.
final class SystemFacts {

  private SystemFacts() {}

  static void note(EntryNote entry, SystemRecord record) {
    entry.describe(record.type());
    switch (record) {
      case DocumentExport export -> note(entry, export);
      case Erasure erasure -> note(entry, erasure);
      // What is held, and why, and what a sweep saw, is in the entry and in no graph.
      case HoldPlaced _, HoldLifted _, Sweep _ -> {}
      // Who signs is not lineage.
      case KeyRotated _, Continuation _ -> {}
      // A segment is of the log, and says nothing of lineage.
      case SegmentSeal _ -> {}
    }
  }

  private static void note(EntryNote entry, Erasure erasure) {
    for (long index : erasure.targets().keySet()) {
      entry.add(entry.workspace().iris().entry(index), Vocabulary.ERASED_BY, entry.node());
    }
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
