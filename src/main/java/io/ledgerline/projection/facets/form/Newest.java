package io.ledgerline.projection.facets.form;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.Since;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What a newer facet replaces whole: by event time, and of two at one time by content, so that it
/// is the same whichever arrives first.
public final class Newest {

  private static final Comparator<Node> BY_TEXT = Comparator.comparing(Node::toString);

  /// Values under one predicate, each once, in the order of their text.
  public record Values(Node predicate, List<Node> nodes) {

    /// Sorts.
    public Values {
      nodes =
          nodes.size() < 2
              ? List.copyOf(nodes)
              : nodes.stream().distinct().sorted(BY_TEXT).toList();
    }

    /// Values that need not be a list.
    public static Values of(Node predicate, Collection<Node> nodes) {
      return new Values(predicate, List.copyOf(nodes));
    }
  }

  private Newest() {}

  /// Replaces the values of a node, unless those that are there are newer. Values that are said
  /// again stay those of the entry with which they came, which may be the later one by event time:
  /// the source alone depends on the order of arrival. Until when they were said is remembered.
  ///
  /// @param source under which the node has the entry that the values are from
  public static void keep(Place place, Node subject, Node source, List<Values> said) {
    Workspace workspace = place.entry().workspace();
    Optional<Instant> known = known(workspace, subject, source);
    int order = known.map(at -> place.time().compareTo(at)).orElse(1);
    if (order < 0) {
      return;
    }
    List<Values> present =
        said.stream()
            .map(Values::predicate)
            .map(predicate -> new Values(predicate, workspace.values(subject, predicate)))
            .toList();
    if (order > 0 && known.isPresent() && said.equals(present)) {
      workspace.again().set(subject, source, Optional.of(place.time()));
    } else if (order > 0 || said.toString().compareTo(present.toString()) > 0) {
      List<Node> predicates =
          said.stream().map(Values::predicate).filter(Since::isFromSource).toList();
      workspace.setSource(subject, source, place.entry().node(), predicates);
      said.forEach(values -> workspace.set(subject, values.predicate(), values.nodes()));
      workspace.again().set(subject, source, Optional.empty());
    }
  }

  private static Optional<Instant> known(Workspace workspace, Node subject, Node source) {
    Optional<Instant> again = workspace.again().time(subject, source);
    return again.isPresent()
        ? again
        : workspace
            .value(subject, source)
            .flatMap(entry -> workspace.time(entry, Vocabulary.EVENT_TIME));
  }
}
