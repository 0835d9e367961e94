package io.ledgerline.graph;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// How far a graph has followed the ledger, kept in the graph itself.
///
/// @param log the id of the log that it follows
/// @param position the index of the last entry that is in the graph
/// @param leafHash the leaf hash of that entry, 64 hexadecimal digits in lower case
/// @param mappingVersion the version of the rules by which entries became quads
/// @param mappingDigest what an installation chose of these rules; empty if nothing
/// @param isOutdated whether the graph may hold what was erased since: it is to be filled anew
public record Cursor(
    String log,
    long position,
    String leafHash,
    int mappingVersion,
    String mappingDigest,
    boolean isOutdated) {

  /// The position of a graph without a cursor: no entry is in it.
  public static final long NOTHING = -1;

  /// A graph that holds nothing that was erased.
  public Cursor(String log, long position, String leafHash, int mappingVersion) {
    this(log, position, leafHash, mappingVersion, "", false);
  }

  /// A graph that is filled by the rules as they are.
  public Cursor(
      String log, long position, String leafHash, int mappingVersion, boolean isOutdated) {
    this(log, position, leafHash, mappingVersion, "", isOutdated);
  }

  /// Checks the position.
  ///
  /// @throws IllegalArgumentException if it is negative
  public Cursor {
    if (position < 0) {
      throw new IllegalArgumentException("a cursor stands on an entry, not on " + position);
    }
  }

  /// The same of a graph that holds nothing that was erased.
  public Cursor current() {
    return new Cursor(log, position, leafHash, mappingVersion, mappingDigest, false);
  }

  /// Reads the cursor, whatever the base IRI of the graph; within a transaction.
  ///
  /// @return empty if nothing was ever projected, or what is there is no cursor
  public static Optional<Cursor> read(DatasetGraph dataset) {
    Iterator<Quad> found = dataset.find(Node.ANY, Node.ANY, Vocabulary.POSITION, Node.ANY);
    if (!found.hasNext()) {
      return Optional.empty();
    }
    Quad position = found.next();
    Optional<String> log = text(dataset, position, Vocabulary.LOG_ID);
    Optional<String> leafHash = text(dataset, position, Vocabulary.LEAF_HASH);
    Optional<Long> version =
        first(dataset, position, Vocabulary.MAPPING_VERSION).flatMap(Literals::integer);
    Optional<Long> index = Literals.integer(position.getObject());
    if (log.isEmpty() || leafHash.isEmpty() || version.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Cursor(
            log.get(),
            index.get(),
            leafHash.get(),
            Math.toIntExact(version.get()),
            text(dataset, position, Vocabulary.MAPPING_DIGEST).orElse(""),
            first(dataset, position, Vocabulary.OUTDATED).isPresent()));
  }

  /// How far a store has followed the ledger, or [#NOTHING]; within a transaction.
  public static long position(DatasetGraph dataset) {
    Iterator<Quad> found = dataset.find(Node.ANY, Node.ANY, Vocabulary.POSITION, Node.ANY);
    return found.hasNext() ? Literals.integer(found.next().getObject()).orElse(NOTHING) : NOTHING;
  }

  /// Replaces the cursor; within a write transaction.
  void write(DatasetGraph dataset, Node graph) {
    dataset.deleteAny(graph, graph, Node.ANY, Node.ANY);
    quads(graph).forEach(dataset::add);
  }

  /// How it stands in a graph, in a fixed order.
  ///
  /// @param graph the named graph of the cursor, which is its subject too
  public List<Quad> quads(Node graph) {
    List<Quad> quads = new ArrayList<>();
    quads.add(Quad.create(graph, graph, Vocabulary.LOG_ID, Literals.text(log)));
    quads.add(Quad.create(graph, graph, Vocabulary.POSITION, Literals.integer(position)));
    quads.add(Quad.create(graph, graph, Vocabulary.LEAF_HASH, Literals.text(leafHash)));
    quads.add(
        Quad.create(graph, graph, Vocabulary.MAPPING_VERSION, Literals.integer(mappingVersion)));
    if (!mappingDigest.isEmpty()) {
      quads.add(Quad.create(graph, graph, Vocabulary.MAPPING_DIGEST, Literals.text(mappingDigest)));
    }
    if (isOutdated) {
      quads.add(Quad.create(graph, graph, Vocabulary.OUTDATED, Literals.truth(true)));
    }
    return quads;
  }

  private static Optional<String> text(DatasetGraph dataset, Quad position, Node predicate) {
    return first(dataset, position, predicate)
        .filter(Node::isLiteral)
        .map(Node::getLiteralLexicalForm);
  }

  private static Optional<Node> first(DatasetGraph dataset, Quad position, Node predicate) {
    Iterator<Quad> found =
        dataset.find(position.getGraph(), position.getSubject(), predicate, Node.ANY);
    return found.hasNext() ? Optional.of(found.next().getObject()) : Optional.empty();
  }
}
