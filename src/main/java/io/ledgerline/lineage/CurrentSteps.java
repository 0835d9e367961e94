package io.ledgerline.lineage;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.projection.derived.JobTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;

/// From dataset to job to dataset, as they were ever connected or are declared to be, whatever the
/// version. Downstream also to the model versions and decisions that rest on a dataset.
///
/// Jobs are united with the jobs below them, by the rule by which runs are ([JobTypes]).
final class CurrentSteps implements Steps {

  private static final List<Node> SAID_READING =
      List.of(
          Vocabulary.TRAINED_ON,
          Vocabulary.VALIDATED_ON,
          Vocabulary.TESTED_ON,
          Vocabulary.CALIBRATED_ON,
          Vocabulary.EVALUATED_ON);

  /// With more contexts than these in the graph, those of a dataset are looked for among its
  /// readers instead.
  private static final int CONTEXTS_MAX = 500;

  private final Facts facts;
  private final ExactSteps exact;
  private final Map<Node, Set<Node>> topsByJob = new HashMap<>();
  private final Map<Node, List<String>> typesByJob = new HashMap<>();
  private @Nullable List<Node> saidReading;
  private @Nullable ContextUse contextUse;

  /// Which contexts of decisions name a dataset as what was decided on.
  ///
  /// @param isComplete whether the contexts of all datasets are here
  private record ContextUse(boolean isComplete, Map<Node, List<Node>> contextsByDataset) {}

  CurrentSteps(Facts facts) {
    this.facts = facts;
    this.exact = new ExactSteps(facts);
  }

  @Override
  public Collection<Node> upstream(Node node) {
    if (isJob(node)) {
      return datasets(node, Vocabulary.READS);
    }
    return isDataset(node) ? jobs(node, Vocabulary.WRITES) : exact.upstream(node);
  }

  @Override
  public Collection<Node> downstream(Node node) {
    Set<Node> next = new LinkedHashSet<>();
    if (isJob(node)) {
      next.addAll(datasets(node, Vocabulary.WRITES));
      for (Node subject : facts.subjects(Vocabulary.PRODUCED_BY_JOB, node)) {
        addSubject(subject, next);
      }
      return next;
    }
    if (!isDataset(node)) {
      return exact.downstream(node);
    }
    next.addAll(jobs(node, Vocabulary.READS));
    saidReading().forEach(predicate -> next.addAll(facts.saidSubjects(predicate, node)));
    contexts(node).forEach(context -> addSubject(context, next));
    return next;
  }

  /// Those predicates of which there is anything: most graphs have none of them at most datasets.
  private List<Node> saidReading() {
    List<Node> known = saidReading;
    if (known == null) {
      known = SAID_READING.stream().filter(facts::isSaid).toList();
      saidReading = known;
    }
    return known;
  }

  /// The contexts of decisions that were said to be made on a dataset.
  private Collection<Node> contexts(Node dataset) {
    ContextUse known = contextUse;
    if (known == null) {
      known = contextUse();
      contextUse = known;
    }
    if (known.isComplete()) {
      return known.contextsByDataset().getOrDefault(dataset, List.of());
    }
    return facts.saidSubjects(Standard.PROV_USED, dataset).stream()
        .filter(user -> facts.iris().names(user, "context").isPresent())
        .toList();
  }

  private ContextUse contextUse() {
    Map<Node, List<Node>> contextsByDataset = new HashMap<>();
    Iterator<Quad> found =
        facts.find(
            Quad.defaultGraphIRI, Node.ANY, Standard.RDF_TYPE, Vocabulary.DECISION_CONTEXT_CLASS);
    for (int count = 0; found.hasNext(); count++) {
      if (count == CONTEXTS_MAX) {
        return new ContextUse(false, Map.of());
      }
      Node context = found.next().getSubject();
      facts
          .saidValues(context, Standard.PROV_USED)
          .forEach(
              dataset ->
                  contextsByDataset.computeIfAbsent(dataset, d -> new ArrayList<>()).add(context));
    }
    return new ContextUse(true, contextsByDataset);
  }

  private void addSubject(Node subject, Set<Node> next) {
    if (facts.is(subject, Vocabulary.DECISION_CONTEXT_CLASS)) {
      next.addAll(facts.subjects(Vocabulary.CONTEXT, subject));
    } else {
      next.add(subject);
    }
  }

  private Set<Node> datasets(Node job, Node predicate) {
    Set<Node> datasets = new LinkedHashSet<>();
    for (Node member : reach(job, false)) {
      datasets.addAll(facts.values(member, predicate));
    }
    return datasets;
  }

  /// The topmost of the jobs that read or write a dataset.
  private Set<Node> jobs(Node dataset, Node predicate) {
    Set<Node> tops = new LinkedHashSet<>();
    for (Node job : facts.subjects(predicate, dataset)) {
      Set<Node> known = topsByJob.get(job);
      if (known == null) {
        known = tops(job);
        topsByJob.put(job, known);
      }
      tops.addAll(known);
    }
    return tops;
  }

  private Set<Node> tops(Node job) {
    Set<Node> above = reach(job, true);
    if (above.size() == 1) {
      return above;
    }
    List<Node> topmost = above.stream().filter(other -> steps(other, true).isEmpty()).toList();
    return topmost.isEmpty() ? Set.of(job) : new LinkedHashSet<>(topmost);
  }

  private Set<Node> reach(Node job, boolean up) {
    Set<Node> seen = new LinkedHashSet<>(List.of(job));
    Deque<Node> queue = new ArrayDeque<>(seen);
    while (!queue.isEmpty()) {
      steps(queue.remove(), up).stream().filter(seen::add).forEach(queue::add);
    }
    return seen;
  }

  private List<Node> steps(Node job, boolean up) {
    List<Node> others =
        up ? facts.values(job, Vocabulary.PARENT_JOB) : facts.subjects(Vocabulary.PARENT_JOB, job);
    List<Node> united = new ArrayList<>();
    for (Node other : others) {
      if (up ? unites(job, other) : unites(other, job)) {
        united.add(other);
      }
    }
    return united;
  }

  private boolean unites(Node job, Node parent) {
    return JobTypes.unites(types(job), types(parent));
  }

  private List<String> types(Node job) {
    List<String> known = typesByJob.get(job);
    if (known == null) {
      known =
          facts.allValues(job, Vocabulary.JOB_TYPE).stream()
              .map(Node::getLiteralLexicalForm)
              .toList();
      typesByJob.put(job, known);
    }
    return known;
  }

  private boolean isJob(Node node) {
    return facts.iris().isOf(node, "job");
  }

  private boolean isDataset(Node node) {
    return facts.iris().isDataset(node);
  }
}
