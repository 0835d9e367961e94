package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.catalogue.Named.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// The names of all jobs and datasets as of a position, each kind sorted by namespace and name.
/// Immutable; what follows a position is added into a new one.
final class Names {

  private final List<Named> jobs;
  private final List<Named> datasets;

  private Names(List<Named> jobs, List<Named> datasets) {
    this.jobs = jobs;
    this.datasets = datasets;
  }

  /// All that a graph has.
  static Names read(DatasetGraph graph, Iris iris) {
    Map<String, String> namespaces = new HashMap<>();
    List<Named> jobs = new ArrayList<>();
    List<Named> datasets = new ArrayList<>();
    for (Node type : List.of(Standard.PROV_PLAN, Standard.DCAT_DATASET)) {
      Iterator<Quad> found = graph.find(Quad.defaultGraphIRI, Node.ANY, Standard.RDF_TYPE, type);
      while (found.hasNext()) {
        named(graph, iris, found.next().getSubject(), namespaces)
            .ifPresent(named -> (named.kind() == Kind.JOB ? jobs : datasets).add(named));
      }
    }
    jobs.sort(null);
    datasets.sort(null);
    return new Names(jobs, datasets);
  }

  /// Those that entries up to a position named.
  Names upTo(long position) {
    return new Names(upTo(jobs, position), upTo(datasets, position));
  }

  private static List<Named> upTo(List<Named> all, long position) {
    return all.stream().filter(named -> named.seq() <= position).toList();
  }

  /// With what entries named first.
  ///
  /// @param fresh what they named
  Names with(List<Named> fresh) {
    return fresh.isEmpty()
        ? this
        : new Names(merged(jobs, fresh, Kind.JOB), merged(datasets, fresh, Kind.DATASET));
  }

  private static List<Named> merged(List<Named> present, List<Named> fresh, Kind kind) {
    List<Named> added = fresh.stream().filter(named -> named.kind() == kind).toList();
    if (added.isEmpty()) {
      return present;
    }
    List<Named> all = new ArrayList<>(present.size() + added.size());
    all.addAll(present);
    all.addAll(added);
    all.sort(null);
    return all;
  }

  /// What an entry named first.
  static List<Named> of(DatasetGraph graph, Iris iris, long index) {
    List<Named> fresh = new ArrayList<>();
    Iterator<Quad> minted =
        graph.find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.SEQ, Literals.integer(index));
    while (minted.hasNext()) {
      Node node = minted.next().getSubject();
      named(iris, node, index, new HashMap<>()).ifPresent(fresh::add);
    }
    return fresh;
  }

  /// All of a kind, or those in a namespace.
  List<Named> all(Kind kind, Optional<String> namespace) {
    List<Named> all = kind == Kind.JOB ? jobs : datasets;
    return namespace
        .map(name -> all.subList(place(all, name, false), place(all, name, true)))
        .orElse(all);
  }

  /// The namespaces of a kind, each with the first entry that named anything in it.
  Map<String, Long> namespaces(Kind kind) {
    Map<String, Long> firstByNamespace = new HashMap<>();
    all(kind, Optional.empty())
        .forEach(named -> firstByNamespace.merge(named.namespace(), named.seq(), Math::min));
    return firstByNamespace;
  }

  /// The place of the first name that is not before a namespace, or that is behind it.
  private static int place(List<Named> sorted, String namespace, boolean isBehind) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = sorted.get(middle).namespace().compareTo(namespace);
      if (order < 0 || (isBehind && order == 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Optional<Named> named(
      DatasetGraph graph, Iris iris, Node node, Map<String, String> namespaces) {
    Iterator<Quad> seq = graph.find(Quad.defaultGraphIRI, node, Vocabulary.SEQ, Node.ANY);
    return seq.hasNext()
        ? Literals.integer(seq.next().getObject())
            .flatMap(index -> named(iris, node, index, namespaces))
        : Optional.empty();
  }

  private static Optional<Named> named(
      Iris iris, Node node, long index, Map<String, String> namespaces) {
    return named(iris, node, "job", Kind.JOB, index, namespaces)
        .or(() -> named(iris, node, "dataset", Kind.DATASET, index, namespaces));
  }

  private static Optional<Named> named(
      Iris iris, Node node, String kind, Kind named, long index, Map<String, String> namespaces) {
    return iris.names(node, kind)
        .filter(names -> names.length == 2)
        .map(
            names ->
                new Named(named, namespaces.computeIfAbsent(names[0], n -> n), names[1], index));
  }
}
