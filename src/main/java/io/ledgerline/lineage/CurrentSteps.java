package io.ledgerline.lineage;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.derived.JobTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;

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

  private final Facts facts;
  private final ExactSteps exact;

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
    SAID_READING.forEach(predicate -> next.addAll(facts.saidSubjects(predicate, node)));
    for (Node subject : facts.saidSubjects(Standard.PROV_USED, node)) {
      if (facts.is(subject, Vocabulary.DECISION_CONTEXT_CLASS)) {
        addSubject(subject, next);
      }
    }
    return next;
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
      Set<Node> above = reach(job, true);
      List<Node> topmost = above.stream().filter(other -> steps(other, true).isEmpty()).toList();
      tops.addAll(topmost.isEmpty() ? List.of(job) : topmost);
    }
    return tops;
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
    return facts.allValues(job, Vocabulary.JOB_TYPE).stream()
        .map(Node::getLiteralLexicalForm)
        .toList();
  }

  private boolean isJob(Node node) {
    return facts.iris().names(node, "job").isPresent();
  }

  private boolean isDataset(Node node) {
    return facts.iris().names(node, "dataset").filter(names -> names.length == 2).isPresent();
  }
}
