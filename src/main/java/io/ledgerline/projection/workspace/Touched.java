package io.ledgerline.projection.workspace;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What new facts were about: where something derived may have changed.
public final class Touched {

  /// Runs with a new time, state, parent, job, reading or writing.
  public final Set<Node> runs = new LinkedHashSet<>();

  /// Runs of which a job is known that was not: what they started may be united otherwise.
  public final Set<Node> assignedRuns = new LinkedHashSet<>();

  /// Runs with a new version that they wrote.
  public final Set<Node> writers = new LinkedHashSet<>();

  /// Jobs that read, write, or belong to what they did not before.
  public final Set<Node> jobs = new LinkedHashSet<>();

  /// Jobs of which a new type is known.
  public final Set<Node> typedJobs = new LinkedHashSet<>();

  /// Names under which a version is known now.
  public final Set<Node> namedVersions = new LinkedHashSet<>();

  /// Records that are known now to be about a node with a name of its own.
  public final Set<Node> records = new LinkedHashSet<>();

  /// Model versions, evaluations, contexts and other nodes with references that are new.
  public final Set<Node> subjects = new LinkedHashSet<>();

  /// Nothing yet.
  public Touched() {}

  /// Whether nothing can have changed of what follows from the facts.
  public boolean isEmpty() {
    return runs.isEmpty()
        && assignedRuns.isEmpty()
        && writers.isEmpty()
        && jobs.isEmpty()
        && typedJobs.isEmpty()
        && namedVersions.isEmpty()
        && records.isEmpty()
        && subjects.isEmpty();
  }
}
