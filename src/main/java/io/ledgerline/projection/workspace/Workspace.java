package io.ledgerline.projection.workspace;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Since;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// A graph as it will be: the stored one, and over it the changes of one batch, entry by entry.
///
/// Lives within one read transaction, on one thread. Every list it returns is in the order of the
/// IRIs, so that nothing depends on how the store happens to iterate.
public final class Workspace implements Relations, Since.Positions {

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final Iris iris;
  private final HistoryGraphs graphs;
  private final StoredTriples stored;
  private final Memory memory;
  private final Journal journal;
  private final SaidReferences said;
  private final SaidAgain again;
  private final Set<Node> fresh = new LinkedHashSet<>();
  private Touched touched = new Touched();
  private long index = Since.NEVER;

  /// Over a dataset in a read transaction.
  ///
  /// @param memory of this dataset, settled or empty
  public Workspace(DatasetGraph dataset, Iris iris, Memory memory) {
    this.iris = iris;
    this.graphs = new HistoryGraphs(iris);
    this.stored = new StoredTriples(dataset, Quad.defaultGraphIRI);
    this.memory = memory;
    this.journal = new Journal(iris, this);
    this.said = new SaidReferences(this, new StoredTriples(dataset, iris.graph("said")), journal);
    this.again = new SaidAgain(this, new StoredTriples(dataset, iris.graph("again")), journal);
  }

  /// Makes the IRIs.
  public Iris iris() {
    return iris;
  }

  /// Begins an entry; the one before has ended.
  public EntryNote begin(long next) {
    index = next;
    touched = new Touched();
    return new EntryNote(this, next, iris.entry(next));
  }

  /// Ends the entry: returns what it changed, with what followed from that.
  public GraphChange end() {
    return journal.endEntry(index, iris.entry(index));
  }

  /// What the entry touched so far.
  public Touched touched() {
    return touched;
  }

  /// The graph before the entry.
  public Relations before() {
    return new Before(this, journal.current());
  }

  /// Everything that changed, in a fixed order.
  public GraphChange change() {
    return journal.change();
  }

  /// Whether the node was named here for the first time; then it gets its position.
  public boolean mint(Node node) {
    if (fresh.contains(node) || firstNamed(node) != Since.NEVER) {
      return false;
    }
    mintOwn(node);
    return true;
  }

  /// Names a node that no entry before can have named: this entry's own.
  void mintOwn(Node node) {
    if (fresh.add(node)) {
      memory.firstNamed(node, index);
      journal.note(Triple.create(node, Vocabulary.SEQ, Literals.integer(index)), true);
    }
  }

  /// Adds a triple; false if it was there.
  public boolean add(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    if (has(triple)) {
      return false;
    }
    change(triple, true);
    return true;
  }

  /// Adds a triple that no other entry can have added, with this entry's node, and that nobody asks
  /// a workspace for: it is not remembered.
  void addOwn(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    if (!journal.isAddedNow(triple)) {
      journal.note(triple, true);
    }
  }

  /// Replaces all values by these; false if they were these.
  public boolean set(Node subject, Node predicate, Collection<Node> values) {
    List<Node> present = values(subject, predicate);
    if (present.size() == values.size() && values.containsAll(present)) {
      return false;
    }
    Set<Node> wanted = new LinkedHashSet<>(values);
    boolean isOther = false;
    for (Node value : present) {
      if (!wanted.remove(value)) {
        change(Triple.create(subject, predicate, value), false);
        isOther = true;
      }
    }
    wanted.forEach(value -> change(Triple.create(subject, predicate, value), true));
    return isOther || !wanted.isEmpty();
  }

  /// Keeps the earlier of two times; false if that was kept already.
  public boolean earliest(Node subject, Node predicate, Instant time) {
    Optional<Instant> present = time(subject, predicate);
    if (present.isPresent() && !time.isBefore(present.get())) {
      return false;
    }
    return set(subject, predicate, List.of(Literals.time(time)));
  }

  /// The value, or the first of several.
  public Optional<Node> value(Node subject, Node predicate) {
    List<Node> values = values(subject, predicate);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  @Override
  public List<Node> values(Node subject, Node predicate) {
    List<Triple> all =
        memory.bySubject.all(
            new Shelf.Key(subject, predicate), stored::bySubject, fresh.contains(subject));
    return SortedTriples.nodes(all, Triple::getObject);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object) {
    return subjects(predicate, object, Integer.MAX_VALUE);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object, int limit) {
    List<Triple> some =
        memory.byObject.some(
            object(predicate, object), stored::byObject, isUnreferred(object), limit);
    return SortedTriples.nodes(some, Triple::getSubject);
  }

  @Override
  public boolean isMoreThan(Node predicate, Node object, int limit) {
    return memory.byObject.isMoreThan(
        object(predicate, object), stored::byObject, isUnreferred(object), limit);
  }

  /// How many subjects got this value with the entry.
  public int gained(Node predicate, Node object) {
    return journal.gained(predicate, object);
  }

  /// What is remembered from batch to batch.
  public Memory memory() {
    return memory;
  }

  /// Calls for every subject with this value, however many, in no order.
  public void forEachSubject(Node predicate, Node object, Consumer<Node> consumer) {
    memory.byObject.forEach(
        object(predicate, object),
        stored::byObject,
        isUnreferred(object),
        triple -> consumer.accept(triple.getSubject()));
  }

  /// References as they were written.
  public SaidReferences said() {
    return said;
  }

  /// Until when things were said again.
  public SaidAgain again() {
    return again;
  }

  /// Whether a node was named first within the batch: the store has nothing of it.
  boolean isFresh(Node node) {
    return fresh.contains(node);
  }

  /// The time that a node has.
  public Optional<Instant> time(Node subject, Node predicate) {
    return value(subject, predicate).flatMap(Literals::time);
  }

  /// Replaces what a node has from an entry.
  ///
  /// @param source under which it has the entry
  public void setSource(Node subject, Node source, Node entry, Collection<Node> predicates) {
    Optional<Node> before = value(subject, source);
    if (before.isPresent()) {
      for (Node predicate : predicates) {
        values(subject, predicate)
            .forEach(
                value ->
                    journal.keepBeginning(Triple.create(subject, predicate, value), before.get()));
      }
    }
    set(subject, source, List.of(entry));
  }

  @Override
  public long source(Node node, Node predicate) {
    return value(node, predicate)
        .map(entry -> graphs.index(entry).orElse(Since.NEVER))
        .orElse(Since.NEVER);
  }

  @Override
  public long firstNamed(Node node) {
    Long known = memory.firstNamed(node);
    if (known != null) {
      return known;
    }
    long found = stored.object(node, Vocabulary.SEQ).flatMap(Literals::integer).orElse(Since.NEVER);
    memory.firstNamed(node, found);
    return found;
  }

  private boolean has(Triple triple) {
    return memory.bySubject.has(
        new Shelf.Key(triple.getSubject(), triple.getPredicate()),
        stored::bySubject,
        fresh.contains(triple.getSubject()),
        triple,
        any -> stored.one(triple));
  }

  private void change(Triple triple, boolean isAdded) {
    memory.bySubject.change(
        new Shelf.Key(triple.getSubject(), triple.getPredicate()), triple, isAdded);
    if (Relations.REVERSED.contains(triple.getPredicate())) {
      memory.byObject.change(
          new Shelf.Key(triple.getPredicate(), triple.getObject()), triple, isAdded);
    }
    journal.note(triple, isAdded);
  }

  private static Shelf.Key object(Node predicate, Node object) {
    if (!Relations.REVERSED.contains(predicate)) {
      throw new IllegalArgumentException("nobody can be asked for by " + predicate);
    }
    return new Shelf.Key(predicate, object);
  }

  /// Whether nothing in the store can refer to a node. Records, models and decisions are referred
  /// to before they are named; other nodes are named by whoever refers to them.
  private boolean isUnreferred(Node node) {
    return fresh.contains(node)
        && (isKind(node, "/run/") || isKind(node, "/dataset/") || isKind(node, "/job/"));
  }

  private boolean isKind(Node node, String path) {
    return node.getURI().startsWith(path, iris.base().length());
  }

  static List<Node> sorted(List<Node> nodes) {
    if (nodes.size() > 1) {
      nodes.sort(BY_IRI);
    }
    return nodes;
  }
}
