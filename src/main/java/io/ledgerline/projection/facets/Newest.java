package io.ledgerline.projection.facets;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What a newer facet replaces whole: by event time, and of two at one time by content, so that it
/// is the same whichever arrives first.
final class Newest {

  /// Values under one predicate.
  record Values(Node predicate, List<Node> nodes) {}

  private Newest() {}

  /// Replaces the values of the subject, unless those that are there are newer. Values that are
  /// said again stay those of the entry that said them first; until when they were said is
  /// remembered.
  ///
  /// @param source under which the subject has the entry that the values are from
  static void keep(Place place, Node source, List<Values> said) {
    Workspace workspace = place.entry().workspace();
    Node subject = place.subject();
    List<Values> present =
        said.stream()
            .map(values -> values.predicate())
            .map(predicate -> new Values(predicate, workspace.values(subject, predicate)))
            .toList();
    Optional<Instant> known =
        workspace
            .again()
            .time(subject, source)
            .or(
                () ->
                    workspace
                        .value(subject, source)
                        .flatMap(entry -> workspace.time(entry, Vocabulary.EVENT_TIME)));
    int order = known.map(at -> place.time().compareTo(at)).orElse(1);
    if (order > 0 && known.isPresent() && said.equals(present)) {
      workspace.again().set(subject, source, Optional.of(place.time()));
    } else if (order > 0 || (order == 0 && said.toString().compareTo(present.toString()) > 0)) {
      List<Node> predicates = said.stream().map(Values::predicate).toList();
      workspace.setSource(subject, source, place.entry().node(), predicates);
      said.forEach(values -> workspace.set(subject, values.predicate(), values.nodes()));
      workspace.again().set(subject, source, Optional.empty());
    }
  }
}
