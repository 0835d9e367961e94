package io.ledgerline.graph.history;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// Since when a triple is so if the history does not say otherwise: from the entry on that named
/// the later of its nodes first; or from the entry on that its subject names as the source, or that
/// its object is.
///
/// Who writes the history and who reads it have to agree on this, so both ask here.
public final class Since {

  /// There is no such entry.
  public static final long NEVER = -1;

  /// What is said when the subject is named, though its object may be named by a later entry.
  private static final List<Node> WITH_SUBJECT = List.of(Vocabulary.RECORD);

  /// What its object says, which is an entry. A graph that is filled anew may know of it before.
  private static final List<Node> SAID_BY_OBJECT = List.of(Vocabulary.RETRACTED_BY);

  /// Of what a node has one value at a time: where one ends, the next begins.
  private static final List<Node> ONE_AT_A_TIME =
      List.of(Vocabulary.STATE, Standard.PROV_GENERATED_AT_TIME);

  /// Under what a node has the entry that its value of a predicate is from.
  private static final Map<Node, Node> SOURCES = sources();

  private final Iris iris;
  private final HistoryGraphs graphs;
  private final Positions positions;

  /// What the store says of positions.
  public interface Positions {

    /// The index of the entry that named a node first (`ll:seq`), [#NEVER] if none did.
    long firstNamed(Node node);

    /// The index of the entry that a node has under a predicate, [#NEVER] if it has none.
    long source(Node node, Node predicate);
  }

  /// Over what a store says.
  public Since(Iris iris, Positions positions) {
    this.iris = iris;
    this.graphs = new HistoryGraphs(iris);
    this.positions = positions;
  }

  private static Map<Node, Node> sources() {
    Map<Node, Node> sources = new LinkedHashMap<>();
    sources.put(Vocabulary.SCHEMA, Vocabulary.SCHEMA_IN);
    sources.put(Vocabulary.ROW_COUNT, Vocabulary.STATISTICS_IN);
    sources.put(Vocabulary.BYTE_COUNT, Vocabulary.STATISTICS_IN);
    sources.put(Vocabulary.FILE_COUNT, Vocabulary.STATISTICS_IN);
    sources.put(Vocabulary.NOMINAL_START_TIME, Vocabulary.NOMINAL_TIME_IN);
    sources.put(Vocabulary.NOMINAL_END_TIME, Vocabulary.NOMINAL_TIME_IN);
    sources.put(Vocabulary.ERROR_MESSAGE, Vocabulary.ERROR_MESSAGE_IN);
    sources.put(Vocabulary.PROGRAMMING_LANGUAGE, Vocabulary.ERROR_MESSAGE_IN);
    sources.put(Vocabulary.EXTERNAL_QUERY_ID, Vocabulary.EXTERNAL_QUERY_IN);
    sources.put(Vocabulary.EXTERNAL_QUERY_SOURCE, Vocabulary.EXTERNAL_QUERY_IN);
    sources.put(Vocabulary.SUBSET, Vocabulary.SUBSET_IN);
    return sources;
  }

  /// Under what a node has the entry that its value of a predicate is from, since which it is so.
  static Optional<Node> source(Node predicate) {
    return Optional.ofNullable(SOURCES.get(predicate));
  }

  /// Whether a node has the entry that its value of a predicate is from.
  public static boolean isFromSource(Node predicate) {
    return SOURCES.containsKey(predicate);
  }

  /// Whether a node has one value of a predicate at a time, so that the beginning of the next is
  /// not kept where the one before ends.
  public static boolean isOneAtATime(Node predicate) {
    return ONE_AT_A_TIME.contains(predicate);
  }

  /// Whether it is the object of a triple that says it, and the history nothing: what older graphs
  /// have there is from the entry that the subject is.
  public static boolean isSaidByObject(Node predicate) {
    return SAID_BY_OBJECT.contains(predicate);
  }

  /// The index of the entry; [#NEVER] if its subject was never named.
  public long of(Triple triple) {
    Optional<Node> source = source(triple.getPredicate());
    if (source.isPresent()) {
      return positions.source(triple.getSubject(), source.get());
    }
    long subject = position(triple.getSubject());
    if (isSaidByObject(triple.getPredicate())) {
      return Math.max(subject, graphs.index(triple.getObject()).orElse(NEVER));
    }
    return subject == NEVER || WITH_SUBJECT.contains(triple.getPredicate())
        ? subject
        : Math.max(subject, position(triple.getObject()));
  }

  /// Whether [#of] will say the same for ever. It will not if a later entry may name one of the
  /// nodes first.
  public boolean isFirm(Triple triple) {
    if (source(triple.getPredicate()).isPresent()) {
      return true;
    }
    return position(triple.getSubject()) != NEVER
        && (WITH_SUBJECT.contains(triple.getPredicate())
            || !canBeNamed(triple.getObject())
            || position(triple.getObject()) != NEVER);
  }

  /// A field is named with its schema, and the result of an evaluation with the evaluation.
  private long position(Node node) {
    if (!isOurs(node)) {
      return NEVER;
    }
    String iri = node.getURI();
    int start = iris.base().length();
    int end = -1;
    if (iri.startsWith("/schema/", start)) {
      end = iri.indexOf("/f/", start);
    } else if (iri.startsWith("/record/", start)) {
      end = iri.indexOf('/', start + "/record/".length());
    }
    return positions.firstNamed(end < 0 ? node : Iris.node(iri.substring(0, end)));
  }

  private boolean canBeNamed(Node node) {
    return isOurs(node) && !iris.isStandIn(node);
  }

  private boolean isOurs(Node node) {
    if (!node.isURI() || !node.getURI().startsWith(iris.base())) {
      return false;
    }
    int end = iris.base().length();
    return node.getURI().length() == end || node.getURI().charAt(end) == '/';
  }
}
