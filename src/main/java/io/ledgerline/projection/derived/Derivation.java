package io.ledgerline.projection.derived;

import io.ledgerline.projection.workspace.Touched;
import io.ledgerline.projection.workspace.Workspace;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Derives anew what the facts of an entry touched.
public final class Derivation {

  /// The default of the number of pairs of input and output up to which they are stored one by one.
  public static final int PAIRS_MAX = 64;

  private final Workspace workspace;
  private final int pairsMax;
  private final Touched touched;
  private final RunTrees trees;
  private final VersionLine versions;
  private final Meaning meaning;

  private Derivation(Workspace workspace, int pairsMax) {
    this.workspace = workspace;
    this.pairsMax = pairsMax;
    this.touched = workspace.touched();
    this.trees = new RunTrees(workspace);
    this.versions = new VersionLine(workspace);
    this.meaning = new Meaning(workspace, trees, versions);
  }

  /// Brings the workspace up to date with the entry of the moment.
  ///
  /// @param pairsMax the number of pairs of input and output up to which they are stored one by one
  public static void run(Workspace workspace, int pairsMax) {
    if (!workspace.touched().isEmpty()) {
      new Derivation(workspace, pairsMax).run();
    }
  }

  private void run() {
    Set<Node> runs = new LinkedHashSet<>(touched.runs);
    runs.addAll(trees.withStarted(touched.assignedRuns));
    runs.addAll(trees.runsOf(touched.typedJobs));
    Map<Node, Node> moved = trees.unite(runs);
    Set<Node> changed = new LinkedHashSet<>(moved.keySet());
    changed.addAll(touched.assignedRuns);
    changed.addAll(touched.writers);
    runs.forEach(versions::place);

    Set<Node> subjects = new LinkedHashSet<>();
    for (Node reader : readers(runs)) {
      if (!workspace.iris().isRun(reader)) {
        subjects.add(reader);
      } else if (meaning.ofRun(reader)) {
        changed.add(reader);
      }
    }
    Set<Node> roots = new LinkedHashSet<>(moved.values());
    changed.forEach(run -> roots.add(trees.root(run)));
    TreeDerivation derivation = new TreeDerivation(workspace, trees, pairsMax);
    for (Node root : roots) {
      subjects.addAll(trees.subjectsOf(derivation.derive(root, changed)));
    }
    SubjectDerivation records = new SubjectDerivation(workspace, trees, meaning, pairsMax);
    subjects.forEach(records::derive);
    new Feeds(workspace, pairsMax).derive(touched.jobs, touched.typedJobs);
    meaning.tidy();
  }

  private Set<Node> readers(Set<Node> runs) {
    Set<Node> readers = new LinkedHashSet<>(runs);
    readers.addAll(versions.affected());
    touched.namedVersions.forEach(name -> readers.addAll(workspace.said().subjects(name)));
    touched.records.forEach(record -> readers.addAll(workspace.said().subjects(record)));
    readers.addAll(touched.subjects);
    return readers;
  }
}
