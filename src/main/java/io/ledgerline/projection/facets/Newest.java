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

  /// Replaces the values of the subject, unless those that are there are newer.
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
            .value(subject, source)
            .flatMap(entry -> workspace.time(entry, Vocabulary.EVENT_TIME));
    boolean isNewer =
        known
            .map(
                at ->
                    place.time().equals(at)
                        ? said.toString().compareTo(present.toString()) > 0
                        : place.time().isAfter(at))
            .orElse(true);
    if (isNewer) {
      said.forEach(values -> workspace.set(subject, values.predicate(), values.nodes()));
      workspace.set(subject, source, List.of(place.entry().node()));
    }
  }
}
