package io.ledgerline.projection.derived;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What model versions and decisions rest on, and what the references of records mean.
final class SubjectDerivation {

  private static final List<Node> LEARNING =
      List.of(Vocabulary.TRAINED_ON, Vocabulary.VALIDATED_ON, Vocabulary.CALIBRATED_ON);

  private final Workspace workspace;
  private final RunTrees trees;
  private final Meaning meaning;
  private final TreeDerivation derivation;
  private final int pairsMax;

  SubjectDerivation(Workspace workspace, RunTrees trees, Meaning meaning, int pairsMax) {
    this.pairsMax = pairsMax;
    this.workspace = workspace;
    this.trees = trees;
    this.meaning = meaning;
    this.derivation = new TreeDerivation(workspace, trees, pairsMax);
  }

  void derive(Node subject) {
    List<Node> training = roots(subject, Vocabulary.TRAINED_BY);
    List<Node> roots = training.isEmpty() ? roots(subject, Vocabulary.SOURCE_RUN) : training;
    meaning.ofSubject(subject, roots);
    if (is(subject, Vocabulary.MODEL_VERSION_CLASS)) {
      Optional<Set<Node>> outside = outside(training);
      Set<Node> sources = new LinkedHashSet<>(outside.orElse(new LinkedHashSet<>()));
      LEARNING.forEach(predicate -> sources.addAll(workspace.values(subject, predicate)));
      link(subject, Standard.PROV_WAS_DERIVED_FROM, sources, outside.isEmpty());
      producedBy(subject, training);
    } else if (is(subject, Vocabulary.DECISION_CONTEXT_CLASS)) {
      boolean saysInputs =
          workspace.said().of(subject).stream()
              .anyMatch(triple -> triple.getPredicate().equals(Standard.PROV_USED));
      if (!saysInputs) {
        Optional<Set<Node>> outside = outside(roots);
        link(subject, Standard.PROV_USED, outside.orElse(new LinkedHashSet<>()), outside.isEmpty());
      }
      producedBy(subject, roots);
    }
  }

  private void link(Node subject, Node predicate, Set<Node> versions, boolean areSome) {
    boolean areMany = versions.size() > pairsMax;
    boolean isCapped = areMany || areSome;
    meaning.replace(subject, predicate, areMany ? List.of() : new ArrayList<>(versions));
    workspace.set(
        subject,
        Vocabulary.DERIVATIONS_CAPPED,
        isCapped ? List.of(Literals.truth(true)) : List.of());
  }

  private void producedBy(Node subject, List<Node> roots) {
    Set<Node> jobs = new LinkedHashSet<>();
    roots.forEach(root -> jobs.addAll(workspace.values(root, Vocabulary.JOB)));
    workspace.set(subject, Vocabulary.PRODUCED_BY_JOB, jobs);
  }

  /// Empty if a tree is too large to say.
  private Optional<Set<Node>> outside(List<Node> roots) {
    Set<Node> versions = new LinkedHashSet<>();
    for (Node root : roots) {
      Optional<Set<Node>> outside = derivation.outside(root);
      if (outside.isEmpty()) {
        return Optional.empty();
      }
      versions.addAll(outside.get());
    }
    return Optional.of(versions);
  }

  private List<Node> roots(Node subject, Node predicate) {
    return workspace.values(subject, predicate).stream().map(trees::root).distinct().toList();
  }

  private boolean is(Node subject, Node type) {
    return workspace.values(subject, Standard.RDF_TYPE).contains(type);
  }
}
