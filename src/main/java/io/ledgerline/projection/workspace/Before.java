package io.ledgerline.projection.workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// The graph as it was before the entry of the moment: what is there now, and the changes undone.
final class Before implements Relations {

  /// A node that came or went.
  private record Step(Node node, boolean isAdded) {}

  private final Workspace now;
  private final Map<Shelf.Key, List<Step>> bySubject = new LinkedHashMap<>();
  private final Map<Shelf.Key, List<Step>> byObject = new LinkedHashMap<>();

  /// @param changes true for what was added
  Before(Workspace now, Map<Triple, Boolean> changes) {
    this.now = now;
    changes.forEach(
        (triple, isAdded) -> {
          Node predicate = triple.getPredicate();
          bySubject
              .computeIfAbsent(
                  new Shelf.Key(triple.getSubject(), predicate), key -> new ArrayList<>())
              .add(new Step(triple.getObject(), isAdded));
          byObject
              .computeIfAbsent(
                  new Shelf.Key(predicate, triple.getObject()), key -> new ArrayList<>())
              .add(new Step(triple.getSubject(), isAdded));
        });
  }

  @Override
  public List<Node> values(Node subject, Node predicate) {
    List<Step> steps = bySubject.getOrDefault(new Shelf.Key(subject, predicate), List.of());
    return undo(now.values(subject, predicate), steps);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object) {
    return subjects(predicate, object, Integer.MAX_VALUE);
  }

  @Override
  public List<Node> subjects(Node predicate, Node object, int limit) {
    List<Step> steps = byObject.getOrDefault(new Shelf.Key(predicate, object), List.of());
    int more = (int) Math.min(Integer.MAX_VALUE, (long) limit + steps.size());
    List<Node> subjects = undo(now.subjects(predicate, object, more), steps);
    return subjects.size() > limit ? subjects.subList(0, limit) : subjects;
  }

  @Override
  public boolean isMoreThan(Node predicate, Node object, int limit) {
    List<Step> steps = byObject.getOrDefault(new Shelf.Key(predicate, object), List.of());
    return (steps.size() < limit && now.isMoreThan(predicate, object, limit + steps.size()))
        || subjects(predicate, object, limit + 1).size() > limit;
  }

  private static List<Node> undo(List<Node> present, List<Step> steps) {
    if (steps.isEmpty()) {
      return present;
    }
    List<Node> nodes = new ArrayList<>(present);
    for (Step step : steps) {
      if (step.isAdded()) {
        nodes.remove(step.node());
      } else {
        nodes.add(step.node());
      }
    }
    return Workspace.sorted(nodes);
  }
}
