package io.ledgerline.projection.derived;

import io.ledgerline.projection.facts.Workspace;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Derives anew what the facts of a batch touched.
public final class Derivation {

  /// The number of pairs of input and output up to which they are stored one by one.
  public static final int PAIRS_MAX = 64;

  private final Workspace workspace;
  private final RunTrees trees;
  private final VersionLine versions;
  private final Meaning meaning;

  private Derivation(Workspace workspace) {
    this.workspace = workspace;
    this.trees = new RunTrees(workspace);
    this.versions = new VersionLine(workspace);
    this.meaning = new Meaning(workspace, trees, versions);
  }

  /// Brings the workspace up to date.
  public static void run(Workspace workspace) {
    new Derivation(workspace).run();
  }

  private void run() {
    Set<Node> runs = new LinkedHashSet<>(workspace.touched().runs);
    runs.addAll(trees.withStarted(workspace.touched().assignedRuns));
    runs.addAll(trees.runsOf(workspace.touched().typedJobs));
    Set<Node> roots = trees.unite(runs);
    runs.forEach(versions::place);
    Set<Node> readers = new LinkedHashSet<>(runs);
    readers.addAll(versions.affected());
    workspace.touched().namedVersions.forEach(name -> readers.addAll(workspace.saidSubjects(name)));
    workspace.touched().records.forEach(record -> readers.addAll(workspace.saidSubjects(record)));
    readers.addAll(workspace.touched().subjects);

    Set<Node> subjects = new LinkedHashSet<>();
    for (Node reader : readers) {
      if (workspace.iris().names(reader, "run").isPresent()) {
        meaning.ofRun(reader);
        roots.add(trees.root(reader));
      } else {
        subjects.add(reader);
      }
    }
    TreeDerivation derivation = new TreeDerivation(workspace, trees);
    for (Node root : roots) {
      derivation.derive(root);
      subjects.addAll(trees.subjectsOf(root));
    }
    SubjectDerivation records = new SubjectDerivation(workspace, trees, meaning);
    subjects.forEach(records::derive);
    new Feeds(workspace).derive(workspace.touched().jobs, workspace.touched().typedJobs);
    meaning.tidy();
  }
}
