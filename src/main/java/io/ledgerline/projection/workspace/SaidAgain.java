package io.ledgerline.projection.workspace;

import io.ledgerline.graph.Literals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// The latest event time at which it was said again what a node has from an entry, in a graph of
/// its own, without a history. Nothing where it was said once.
public final class SaidAgain {

  private final Workspace workspace;
  private final StoredTriples stored;
  private final Journal journal;

  SaidAgain(Workspace workspace, StoredTriples stored, Journal journal) {
    this.workspace = workspace;
    this.stored = stored;
    this.journal = journal;
  }

  /// When it was.
  ///
  /// @param source under which the subject has the entry
  public Optional<Instant> time(Node subject, Node source) {
    List<Instant> times = new ArrayList<>();
    workspace
        .memory()
        .againBySubject
        .forEach(
            new Shelf.Key(subject, source),
            stored::bySubject,
            workspace.isFresh(subject),
            triple -> Literals.time(triple.getObject()).ifPresent(times::add));
    return times.stream().findFirst();
  }

  /// Remembers when it was, or that it was not.
  public void set(Node subject, Node source, Optional<Instant> time) {
    Optional<Instant> present = time(subject, source);
    if (!present.equals(time)) {
      present.ifPresent(at -> change(subject, source, at, false));
      time.ifPresent(at -> change(subject, source, at, true));
    }
  }

  private void change(Node subject, Node source, Instant time, boolean isAdded) {
    Triple triple = Triple.create(subject, source, Literals.time(time));
    workspace.memory().againBySubject.change(new Shelf.Key(subject, source), triple, isAdded);
    journal.noteWork(stored.graph(), triple, isAdded);
  }
}
