package io.ledgerline.lineage.lookup;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.stored.StoredLinks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;

/// Look-ups in the graph, within one read transaction. Lists have a limit, so that a node with a
/// million neighbours costs no more than is shown of it; whether one was cut is remembered. For one
/// thread.
public final class Facts {

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final DatasetGraph dataset;
  private final Iris iris;
  private final int limit;
  private final @Nullable StoredLinks links;
  private long readCount;
  private boolean isCut;

  /// Over a graph.
  ///
  /// @param dataset in a read transaction
  /// @param iris of the graph
  /// @param limit of every list
  public Facts(DatasetGraph dataset, Iris iris, int limit) {
    this.dataset = dataset;
    this.iris = iris;
    this.limit = limit;
    this.links = StoredLinks.of(dataset).orElse(null);
  }

  /// What is read.
  public DatasetGraph dataset() {
    return dataset;
  }

  /// Makes and takes apart the IRIs.
  public Iris iris() {
    return iris;
  }

  /// Whether any list so far was longer than the limit, so that some of it is missing.
  public boolean isCut() {
    return isCut;
  }

  /// How many look-ups were made, and quads read, so far: what an answer costs.
  public long readCount() {
    return readCount;
  }

  /// Values up to the limit, in the order of their IRIs.
  public List<Node> values(Node subject, Node predicate) {
    return links == null
        ? list(find(Quad.defaultGraphIRI, subject, predicate, Node.ANY), false)
        : list(links.objects(subject, predicate, listMax()));
  }

  /// Subjects up to the limit, in the order of their IRIs.
  public List<Node> subjects(Node predicate, Node object) {
    return links == null
        ? list(find(Quad.defaultGraphIRI, Node.ANY, predicate, object), true)
        : list(links.subjects(predicate, object, listMax()));
  }

  /// Subjects of a reference as it was written, up to the limit.
  public List<Node> saidSubjects(Node predicate, Node object) {
    return list(find(iris.graph("said"), Node.ANY, predicate, object), true);
  }

  /// References of a subject as they were written, up to the limit.
  public List<Node> saidValues(Node subject, Node predicate) {
    return list(find(iris.graph("said"), subject, predicate, Node.ANY), false);
  }

  /// Whether anything at all was said by a predicate.
  public boolean isSaid(Node predicate) {
    return find(iris.graph("said"), Node.ANY, predicate, Node.ANY).hasNext();
  }

  /// Values that are few by their nature, without the limit.
  public List<Node> allValues(Node subject, Node predicate) {
    List<Node> values;
    if (links == null) {
      values = new ArrayList<>();
      Iterator<Quad> quads = find(Quad.defaultGraphIRI, subject, predicate, Node.ANY);
      quads.forEachRemaining(quad -> values.add(quad.getObject()));
    } else {
      readCount++;
      values = links.objects(subject, predicate, Integer.MAX_VALUE);
    }
    readCount += values.size();
    values.sort(BY_IRI);
    return values;
  }

  /// The value, or of several the one with the least text.
  public Optional<Node> value(Node subject, Node predicate) {
    List<Node> values = allValues(subject, predicate);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// The text of a value; empty if there is none.
  public String text(Node subject, Node predicate) {
    return value(subject, predicate)
        .filter(Node::isLiteral)
        .map(Node::getLiteralLexicalForm)
        .orElse("");
  }

  /// Whether there is a value.
  public boolean has(Node subject, Node predicate) {
    readCount++;
    return links == null
        ? dataset.contains(Quad.defaultGraphIRI, subject, predicate, Node.ANY)
        : links.hasAny(subject, predicate);
  }

  /// Whether anything in the graph has a predicate.
  public boolean isAny(Node predicate) {
    readCount++;
    return dataset.contains(Quad.defaultGraphIRI, Node.ANY, predicate, Node.ANY);
  }

  /// The positions of entries that were about a node and are retracted.
  public List<Long> retracted(Node node) {
    return subjects(Vocabulary.WAS_ABOUT, node).stream()
        .flatMap(entry -> iris.index(entry).stream())
        .sorted()
        .toList();
  }

  /// Whether a node is of a class.
  public boolean is(Node subject, Node type) {
    readCount++;
    return links == null
        ? dataset.contains(Quad.defaultGraphIRI, subject, Standard.RDF_TYPE, type)
        : links.has(subject, Standard.RDF_TYPE, type);
  }

  /// The index of the entry that named a node first.
  public Optional<Long> seq(Node subject) {
    return value(subject, Vocabulary.SEQ).flatMap(Literals::integer);
  }

  /// The topmost run that a run is united in.
  public Node rootRun(Node run) {
    return value(run, Vocabulary.UNITED_IN).orElse(run);
  }

  /// A topmost run with all the runs that are united in it, however many: without one of them, what
  /// the run read or wrote would be wrong, not short.
  public List<Node> runTree(Node root) {
    List<Node> below = new ArrayList<>();
    if (links == null) {
      find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.UNITED_IN, root)
          .forEachRemaining(quad -> below.add(quad.getSubject()));
    } else {
      readCount++;
      below.addAll(links.subjects(Vocabulary.UNITED_IN, root, Integer.MAX_VALUE));
    }
    readCount += below.size();
    below.sort(BY_IRI);
    List<Node> tree = new ArrayList<>();
    tree.add(root);
    tree.addAll(below);
    return tree;
  }

  /// The topmost runs of runs.
  public Set<Node> rootRuns(Collection<Node> runs) {
    Set<Node> roots = new LinkedHashSet<>();
    runs.forEach(run -> roots.add(rootRun(run)));
    return roots;
  }

  /// What is said of each object of a subject, if the store tells it at once: by predicate a value,
  /// in no order. Empty where it has to be looked up one by one.
  ///
  /// @param link from the subject to the objects
  /// @param predicates of which the values are wanted
  Optional<List<Map<Node, Node>>> described(Node subject, Node link, List<Node> predicates) {
    if (links == null) {
      return Optional.empty();
    }
    List<Map<Node, Node>> described = links.described(subject, link, predicates);
    readCount += 1 + described.size();
    return Optional.of(described);
  }

  /// Quads of a graph, as they come. Whoever reads on counts what is read.
  public Iterator<Quad> find(Node graph, Node subject, Node predicate, Node object) {
    readCount++;
    return dataset.find(graph, subject, predicate, object);
  }

  /// One more than a list has tells that it was cut.
  private int listMax() {
    return Math.min(limit, Integer.MAX_VALUE - 2) + 2;
  }

  private List<Node> list(List<Node> found) {
    List<Node> nodes = found;
    if (nodes.size() == listMax()) {
      isCut = true;
      nodes = new ArrayList<>(found.subList(0, found.size() - 1));
    }
    readCount += 1 + nodes.size();
    nodes.sort(BY_IRI);
    return nodes;
  }

  private List<Node> list(Iterator<Quad> quads, boolean subjects) {
    List<Node> nodes = new ArrayList<>();
    while (quads.hasNext()) {
      if (nodes.size() > limit) {
        isCut = true;
        break;
      }
      Quad quad = quads.next();
      nodes.add(subjects ? quad.getSubject() : quad.getObject());
    }
    readCount += nodes.size();
    nodes.sort(BY_IRI);
    return nodes;
  }
}
