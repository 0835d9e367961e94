package io.ledgerline.graph.history;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// Since when a triple is so if the history does not say otherwise: from the entry on that named
/// the later of its nodes first.
///
/// Who writes the history and who reads it have to agree on this, so both ask here.
public final class Since {

  /// There is no such entry.
  public static final long NEVER = -1;

  /// What is said when the subject is named, though its object may be named by a later entry.
  private static final List<Node> WITH_SUBJECT = List.of(Vocabulary.RECORD);

  private final Iris iris;
  private final ToLongFunction<Node> firstNamed;

  /// @param firstNamed the index of the entry that named a node first (`ll:seq`), [#NEVER] if none
  ///   did
  public Since(Iris iris, ToLongFunction<Node> firstNamed) {
    this.iris = iris;
    this.firstNamed = firstNamed;
  }

  /// The index of the entry; [#NEVER] if its subject was never named.
  public long of(Triple triple) {
    long subject = position(triple.getSubject());
    return subject == NEVER || WITH_SUBJECT.contains(triple.getPredicate())
        ? subject
        : Math.max(subject, position(triple.getObject()));
  }

  /// Whether [#of] will say the same for ever. It will not if a later entry may name one of the
  /// nodes first.
  public boolean isFirm(Triple triple) {
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
    return firstNamed.applyAsLong(end < 0 ? node : Iris.node(iri.substring(0, end)));
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
