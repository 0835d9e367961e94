package io.ledgerline.projection.workspace;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import org.apache.jena.graph.Node;

/// The entry whose facts are being noted.
///
/// @param workspace where they go
/// @param index of the entry
/// @param node of the entry
public record EntryNote(Workspace workspace, long index, Node node) {

  /// The state of a run that is only mentioned.
  public static final String MENTIONED = "NEW";

  /// Says what kind of entry it is, and when what it reports happened.
  public void describe(String entryType, Instant time) {
    describe(entryType);
    workspace.add(node, Vocabulary.EVENT_TIME, Literals.time(time));
  }

  /// Says what kind of entry it is.
  public void describe(String entryType) {
    describe(Vocabulary.ENTRY_TYPE, entryType);
  }

  /// Says which step of a run it reports: by far most entries, so the step stands for the type.
  public void describeStep(String eventType, Instant time) {
    describe(Vocabulary.EVENT_TYPE, eventType);
    workspace.add(node, Vocabulary.EVENT_TIME, Literals.time(time));
  }

  private void describe(Node predicate, String type) {
    workspace.mintOwn(node);
    workspace.addOwn(node, Standard.RDF_TYPE, Vocabulary.LEDGER_ENTRY_CLASS);
    workspace.addOwn(node, predicate, Literals.text(type));
  }

  /// A dataset, with its names if it is named here for the first time.
  public Node dataset(String namespace, String name) {
    Node dataset = workspace.iris().dataset(namespace, name);
    if (mint(dataset)) {
      add(dataset, Standard.RDF_TYPE, Standard.DCAT_DATASET);
      add(dataset, Vocabulary.NAMESPACE, Literals.text(namespace));
      add(dataset, Vocabulary.NAME, Literals.text(name));
    }
    return dataset;
  }

  /// A job, with its names if it is named here for the first time.
  public Node job(String namespace, String name) {
    Node job = workspace.iris().job(namespace, name);
    if (mint(job)) {
      add(job, Standard.RDF_TYPE, Standard.PROV_PLAN);
      add(job, Vocabulary.NAMESPACE, Literals.text(namespace));
      add(job, Vocabulary.NAME, Literals.text(name));
    }
    return job;
  }

  /// A run that something names, perhaps before any event of its own.
  public Node run(String runId) {
    Node run = workspace.iris().run(runId);
    if (mint(run)) {
      add(run, Standard.RDF_TYPE, Standard.PROV_ACTIVITY);
      add(run, Vocabulary.STATE, Literals.text(MENTIONED));
    }
    return run;
  }

  /// Says which job a run is of.
  ///
  /// @return whether it is news
  public boolean assign(Node run, Node job) {
    boolean isNews = add(run, Vocabulary.JOB, job);
    if (isNews) {
      workspace.touched().assignedRuns.add(run);
    }
    return isNews;
  }

  /// Whether a node was named here for the first time.
  public boolean mint(Node subject) {
    return workspace.mint(subject);
  }

  /// Adds a triple; false if it was there.
  public boolean add(Node subject, Node predicate, Node object) {
    return workspace.add(subject, predicate, object);
  }

  /// Says that the entry is about a node.
  public void recordedIn(Node subject) {
    workspace.addOwn(subject, Vocabulary.RECORDED_IN, node);
  }
}
