package io.ledgerline.projection.facts;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import org.apache.jena.graph.Node;

/// The entry whose facts are being noted.
///
/// @param workspace where they go
/// @param index of the entry
/// @param node of the entry
record EntryNote(Workspace workspace, long index, Node node) {

  static EntryNote of(Workspace workspace, long index) {
    return new EntryNote(workspace, index, workspace.iris().entry(index));
  }

  /// Says what kind of entry it is, and when what it reports happened.
  void describe(String entryType, Instant time) {
    describe(entryType);
    workspace.add(node, Vocabulary.EVENT_TIME, Literals.time(time));
  }

  void describe(String entryType) {
    describe(Vocabulary.ENTRY_TYPE, entryType);
  }

  /// Says which step of a run it reports: by far most entries, so the step stands for the type.
  void describeStep(String eventType, Instant time) {
    describe(Vocabulary.EVENT_TYPE, eventType);
    workspace.add(node, Vocabulary.EVENT_TIME, Literals.time(time));
  }

  private void describe(Node predicate, String type) {
    workspace.mint(node, index);
    workspace.add(node, Standard.RDF_TYPE, Vocabulary.LEDGER_ENTRY_CLASS);
    workspace.add(node, predicate, Literals.text(type));
  }

  /// Whether a node was named here for the first time.
  boolean mint(Node subject) {
    return workspace.mint(subject, index);
  }

  boolean add(Node subject, Node predicate, Node object) {
    return workspace.add(subject, predicate, object);
  }

  void recordedIn(Node subject) {
    workspace.add(subject, Vocabulary.RECORDED_IN, node);
  }
}
