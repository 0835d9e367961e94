package io.ledgerline.projection.workspace;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Since;
import io.ledgerline.projection.workspace.Shelf.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.jena.atlas.iterator.Iter;
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

  private final DatasetGraph store;
  private final Iris iris;
  private final Node saidName;
  private final HistoryGraphs graphs;
  private final Node againName;
  private final Memory memory;
  private final Journal journal;
  private final Set<Node> fresh = new LinkedHashSet<>();
  private Touched touched = new Touched();
  private long index = Since.NEVER;

  /// Over a dataset in a read transaction.
  ///
  /// @param memory of this dataset, settled or empty
  public Workspace(DatasetGraph dataset, Iris iris, Memory memory) {
    this.store = dataset;
    this.iris = iris;
    this.graphs = new HistoryGraphs(iris);
    this.saidName = iris.graph("said");
    this.againName = iris.graph("again");
    this.memory = memory;
    this.journal = new Journal(iris, this);
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

  /// Ends the entry: what it changed, and what followed from that, is complete.
  public void end() {
    journal.endEntry(index, iris.entry(index));
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
    fresh.add(node);
    change(Triple.create(node, Vocabulary.SEQ, Literals.integer(index)), true);
    return true;
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

  /// Adds a triple that no other entry can have added: with this entry's node.
  void addOwn(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    if (!journal.isAddedNow(triple)) {
      change(triple, true);
    }
  }

  /// Keeps a reference as it was written; false if it was there.
  public boolean say(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    Key key = new Key(subject, Node.ANY);
    boolean isSaid =
        memory.saidBySubject.has(
            key, this::saidOf, fresh.contains(subject), triple, any -> find(saidName, triple));
    if (!isSaid) {
      memory.saidBySubject.change(key, triple, true);
      memory.saidByObject.change(new Key(Node.ANY, object), triple, true);
      journal.noteSaid(saidName, triple);
    }
    return !isSaid;
  }

  /// Replaces all values by these; false if they were these.
  public boolean set(Node subject, Node predicate, Collection<Node> values) {
    Set<Node> wanted = new LinkedHashSet<>(values);
    boolean changed = false;
    for (Node value : values(subject, predicate)) {
      if (!wanted.remove(value)) {
        change(Triple.create(subject, predicate, value), false);
        changed = true;
      }
    }
    for (Node value : wanted) {
      change(Triple.create(subject, predicate, value), true);
      changed = true;
    }
    return changed;
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
    List<Node> values = new ArrayList<>();
    memory.bySubject.forEach(
        new Key(subject, predicate),
        this::ofSubject,
        fresh.contains(subject),
        triple -> values.add(triple.getObject()));
    return sorted(values);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object) {
    return subjects(predicate, object, Integer.MAX_VALUE);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object, int limit) {
    List<Node> subjects = new ArrayList<>();
    memory
        .byObject
        .some(object(predicate, object), this::ofObject, isUnreferred(object), limit)
        .forEach(triple -> subjects.add(triple.getSubject()));
    return sorted(subjects);
  }

  @Override
  public boolean isMoreThan(Node predicate, Node object, int limit) {
    return memory.byObject.isMoreThan(
        object(predicate, object), this::ofObject, isUnreferred(object), limit);
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
        this::ofObject,
        isUnreferred(object),
        triple -> consumer.accept(triple.getSubject()));
  }

  /// All subjects that were said to refer to this.
  public List<Node> saidSubjects(Node object) {
    Set<Node> subjects = new LinkedHashSet<>();
    memory.saidByObject.forEach(
        new Key(Node.ANY, object),
        key -> find(saidName, Triple.create(Node.ANY, Node.ANY, key.second())),
        false,
        triple -> subjects.add(triple.getSubject()));
    return sorted(new ArrayList<>(subjects));
  }

  /// All references of a subject, as they were written.
  public List<Triple> said(Node subject) {
    List<Triple> said = new ArrayList<>();
    memory.saidBySubject.forEach(
        new Key(subject, Node.ANY), this::saidOf, fresh.contains(subject), said::add);
    return said;
  }

  /// The time that a node has.
  public Optional<Instant> time(Node subject, Node predicate) {
    return value(subject, predicate).flatMap(Literals::time);
  }

  /// The latest time at which it was said again what a node has from an entry; it is kept apart, in
  /// a graph without a history.
  public Optional<Instant> saidAgain(Node subject, Node source) {
    List<Instant> times = new ArrayList<>();
    memory.againBySubject.forEach(
        new Key(subject, source),
        key -> find(againName, Triple.create(key.first(), key.second(), Node.ANY)),
        fresh.contains(subject),
        triple -> Literals.time(triple.getObject()).ifPresent(times::add));
    return times.stream().findFirst();
  }

  /// Remembers when it was said again last, or nothing.
  public void saidAgain(Node subject, Node source, Optional<Instant> time) {
    Optional<Instant> present = saidAgain(subject, source);
    if (!present.equals(time)) {
      present.ifPresent(at -> again(subject, source, at, false));
      time.ifPresent(at -> again(subject, source, at, true));
    }
  }

  private void again(Node subject, Node source, Instant time, boolean isAdded) {
    Triple triple = Triple.create(subject, source, Literals.time(time));
    memory.againBySubject.change(new Key(subject, source), triple, isAdded);
    journal.noteWork(againName, triple, isAdded);
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
    return value(node, Vocabulary.SEQ).flatMap(Literals::integer).orElse(Since.NEVER);
  }

  private boolean has(Triple triple) {
    return memory.bySubject.has(
        new Key(triple.getSubject(), triple.getPredicate()),
        this::ofSubject,
        fresh.contains(triple.getSubject()),
        triple,
        any -> find(Quad.defaultGraphIRI, triple));
  }

  private void change(Triple triple, boolean isAdded) {
    memory.bySubject.change(new Key(triple.getSubject(), triple.getPredicate()), triple, isAdded);
    if (Relations.REVERSED.contains(triple.getPredicate())) {
      memory.byObject.change(new Key(triple.getPredicate(), triple.getObject()), triple, isAdded);
    }
    journal.note(triple, isAdded);
  }

  private static Key object(Node predicate, Node object) {
    if (!Relations.REVERSED.contains(predicate)) {
      throw new IllegalArgumentException("nobody can be asked for by " + predicate);
    }
    return new Key(predicate, object);
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

  private Iterator<Triple> ofSubject(Key key) {
    return find(Quad.defaultGraphIRI, Triple.create(key.first(), key.second(), Node.ANY));
  }

  private Iterator<Triple> ofObject(Key key) {
    return find(Quad.defaultGraphIRI, Triple.create(Node.ANY, key.first(), key.second()));
  }

  private Iterator<Triple> saidOf(Key key) {
    return find(saidName, Triple.create(key.first(), Node.ANY, Node.ANY));
  }

  private Iterator<Triple> find(Node graph, Triple pattern) {
    return Iter.map(
        store.find(graph, pattern.getSubject(), pattern.getPredicate(), pattern.getObject()),
        Quad::asTriple);
  }

  static List<Node> sorted(List<Node> nodes) {
    if (nodes.size() > 1) {
      nodes.sort(BY_IRI);
    }
    return nodes;
  }
}
