package io.ledgerline.projection.workspace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// References as they were written, in a graph of their own: what they mean is derived.
public final class SaidReferences {

  private final Workspace workspace;
  private final StoredTriples stored;
  private final Journal journal;

  SaidReferences(Workspace workspace, StoredTriples stored, Journal journal) {
    this.workspace = workspace;
    this.stored = stored;
    this.journal = journal;
  }

  /// Keeps a reference; false if it was there.
  public boolean add(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    Shelf.Key key = new Shelf.Key(subject, Node.ANY);
    Memory memory = workspace.memory();
    boolean isSaid =
        memory.saidBySubject.has(
            key, stored::ofSubject, workspace.isFresh(subject), triple, any -> stored.one(triple));
    if (!isSaid) {
      memory.saidBySubject.change(key, triple, true);
      memory.saidByObject.change(new Shelf.Key(Node.ANY, object), triple, true);
      journal.noteSaid(stored.graph(), triple);
    }
    return !isSaid;
  }

  /// All references of a subject.
  public List<Triple> of(Node subject) {
    List<Triple> said = new ArrayList<>();
    workspace
        .memory()
        .saidBySubject
        .forEach(
            new Shelf.Key(subject, Node.ANY),
            stored::ofSubject,
            workspace.isFresh(subject),
            said::add);
    return said;
  }

  /// All subjects that were said to refer to a node.
  public List<Node> subjects(Node object) {
    Set<Node> subjects = new LinkedHashSet<>();
    workspace
        .memory()
        .saidByObject
        .forEach(
            new Shelf.Key(Node.ANY, object),
            stored::ofObject,
            false,
            triple -> subjects.add(triple.getSubject()));
    return Workspace.sorted(new ArrayList<>(subjects));
  }
}
