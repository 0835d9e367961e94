package io.ledgerline.lineage;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;

/// From version to version: dataset versions, topmost runs, model versions, evaluations, decisions.
final class ExactSteps implements Steps {

  /// By what model versions and evaluations name dataset versions.
  private static final List<Node> NAMING =
      List.of(
          Vocabulary.TRAINED_ON,
          Vocabulary.VALIDATED_ON,
          Vocabulary.TESTED_ON,
          Vocabulary.CALIBRATED_ON,
          Vocabulary.EVALUATED_ON);

  private final Facts facts;

  ExactSteps(Facts facts) {
    this.facts = facts;
  }

  @Override
  public Collection<Node> upstream(Node node) {
    Set<Node> next = new LinkedHashSet<>();
    if (facts.has(node, Vocabulary.CONTEXT)) {
      facts.values(node, Vocabulary.CONTEXT).forEach(context -> addContext(context, next));
    } else if (isRun(node)) {
      facts.runTree(node).forEach(run -> next.addAll(facts.values(run, Standard.PROV_USED)));
    } else {
      next.addAll(facts.rootRuns(facts.values(node, Standard.PROV_WAS_GENERATED_BY)));
      next.addAll(facts.rootRuns(facts.values(node, Vocabulary.TRAINED_BY)));
      next.addAll(facts.values(node, Vocabulary.MODEL_VERSION));
      NAMING.forEach(predicate -> next.addAll(facts.values(node, predicate)));
    }
    return next;
  }

  @Override
  public Collection<Node> downstream(Node node) {
    Set<Node> next = new LinkedHashSet<>();
    if (isRun(node)) {
      for (Node run : facts.runTree(node)) {
        next.addAll(facts.subjects(Standard.PROV_WAS_GENERATED_BY, run));
        next.addAll(facts.subjects(Vocabulary.TRAINED_BY, run));
        facts.subjects(Vocabulary.SOURCE_RUN, run).forEach(subject -> addDecisions(subject, next));
      }
      return next;
    }
    for (Node user : facts.subjects(Standard.PROV_USED, node)) {
      if (facts.is(user, Vocabulary.DECISION_CONTEXT_CLASS)) {
        addDecisions(user, next);
      } else {
        next.add(facts.rootRun(user));
      }
    }
    NAMING.forEach(predicate -> next.addAll(facts.subjects(predicate, node)));
    for (Node user : facts.subjects(Vocabulary.MODEL_VERSION, node)) {
      if (facts.is(user, Vocabulary.EVALUATION_CLASS)) {
        next.add(user);
      }
      addDecisions(user, next);
    }
    return next;
  }

  private void addContext(Node context, Set<Node> next) {
    next.addAll(facts.values(context, Vocabulary.MODEL_VERSION));
    next.addAll(facts.values(context, Standard.PROV_USED));
    next.addAll(facts.rootRuns(facts.values(context, Vocabulary.SOURCE_RUN)));
  }

  private void addDecisions(Node context, Set<Node> next) {
    next.addAll(facts.subjects(Vocabulary.CONTEXT, context));
  }

  private boolean isRun(Node node) {
    return facts.iris().isRun(node);
  }
}
