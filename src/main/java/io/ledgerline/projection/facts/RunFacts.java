package io.ledgerline.projection.facts;

import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.event.openlineage.EventType;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.openlineage.ParentRef;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What OpenLineage events assert: runs, jobs, and which datasets they read and wrote.
final class RunFacts {

  /// Ends of a run by weight: of two at the same time the heavier counts.
  private static final List<String> ENDS = List.of("COMPLETED", "ABORTED", "FAILED");

  private static final String GOING_ON = "RUNNING";

  private final EntryNote entry;
  private final Workspace workspace;
  private final Iris iris;
  private final Facets facets;

  RunFacts(EntryNote entry, Facets facets) {
    this.facets = facets;
    this.entry = entry;
    this.workspace = entry.workspace();
    this.iris = workspace.iris();
  }

  void note(RunEvent event) {
    Instant time = event.time().instant();
    entry.describeStep(event.type().name(), time);
    Node job = entry.job(event.job().namespace(), event.job().name());
    Node run = iris.run(event.run().runId());
    boolean news = run(run, job);
    entry.recordedIn(run);
    Optional<Node> of = Optional.of(run);
    facets.note(Slot.JOB, new Place(entry, time, job, job, of), event.job().facets());
    facets.note(Slot.RUN, new Place(entry, time, run, job, of), event.run().facets());
    news |= times(run, event.type(), time);
    news |= step(run, event.type(), time);
    Optional<ParentRef> parent = event.run().parent();
    if (parent.isPresent()) {
      news |= parent(run, job, parent.get());
      event.run().root().ifPresent(root -> root(run, parent.get(), root));
    }
    Set<Node> stated = new LinkedHashSet<>(Facets.stated(entry, event.job().facets()));
    stated.addAll(Facets.stated(entry, event.run().facets()));
    DatasetFacts datasets = new DatasetFacts(entry, time, facets, stated);
    for (DatasetUse input : event.inputs()) {
      Node dataset = datasets.named(input.namespace(), input.name());
      reads(job, dataset);
      news |= datasets.read(input, dataset, run);
    }
    for (DatasetUse output : event.outputs()) {
      Node dataset = datasets.named(output.namespace(), output.name());
      writes(job, dataset);
      news |= datasets.written(output, dataset, run, event.run().runId());
    }
    if (news) {
      workspace.touched().runs.add(run);
    }
  }

  void note(DatasetEvent event) {
    Instant time = event.time().instant();
    entry.describe(DatasetEvent.LEAF_TYPE, time);
    DatasetFacts datasets = new DatasetFacts(entry, time, facets, new LinkedHashSet<>());
    entry.recordedIn(datasets.described(event.dataset(), Slot.DATASET));
  }

  void note(JobEvent event) {
    Instant time = event.time().instant();
    entry.describe(JobEvent.LEAF_TYPE, time);
    Node job = entry.job(event.job().namespace(), event.job().name());
    facets.note(Slot.JOB, Place.of(entry, time, job), event.job().facets());
    entry.recordedIn(job);
    Set<Node> stated = Facets.stated(entry, event.job().facets());
    DatasetFacts datasets = new DatasetFacts(entry, time, facets, stated);
    event.inputs().forEach(input -> reads(job, datasets.described(input, Slot.INPUT)));
    event.outputs().forEach(output -> writes(job, datasets.described(output, Slot.OUTPUT)));
  }

  private boolean run(Node run, Node job) {
    if (entry.mint(run)) {
      entry.add(run, Standard.RDF_TYPE, Standard.PROV_ACTIVITY);
    }
    return entry.assign(run, job);
  }

  /// The run's state: a late start does not reopen it, and the latest end counts.
  private boolean step(Node run, EventType type, Instant time) {
    String present =
        workspace
            .value(run, Vocabulary.STATE)
            .map(Node::getLiteralLexicalForm)
            .orElse(EntryNote.MENTIONED);
    boolean isOver = ENDS.contains(present);
    if (!type.isTerminal()) {
      return !isOver && state(run, GOING_ON);
    }
    String end =
        switch (type) {
          case COMPLETE -> ENDS.get(0);
          case ABORT -> ENDS.get(1);
          case FAIL -> ENDS.get(2);
          case START, RUNNING, OTHER -> throw new IllegalStateException(type + " ends nothing");
        };
    Optional<Instant> endedAt = workspace.time(run, Standard.PROV_ENDED_AT_TIME);
    boolean counts =
        endedAt
            .map(
                at ->
                    time.isAfter(at)
                        || (time.equals(at) && ENDS.indexOf(end) > ENDS.indexOf(present)))
            .orElse(true);
    if (!counts) {
      return false;
    }
    boolean isOther = state(run, end);
    return workspace.set(run, Standard.PROV_ENDED_AT_TIME, List.of(Literals.time(time))) || isOther;
  }

  /// The earliest start, and the earliest event of all where that is another time.
  private boolean times(Node run, EventType type, Instant time) {
    Optional<Instant> started = workspace.time(run, Standard.PROV_STARTED_AT_TIME);
    Optional<Instant> first = workspace.time(run, Vocabulary.FIRST_EVENT_TIME).or(() -> started);
    Optional<Instant> start = type == EventType.START ? earlier(started, time) : started;
    Optional<Instant> earliest = earlier(first, time);
    boolean isNew =
        workspace.set(
            run, Standard.PROV_STARTED_AT_TIME, start.stream().map(Literals::time).toList());
    boolean isEarlier =
        workspace.set(
            run,
            Vocabulary.FIRST_EVENT_TIME,
            earliest.equals(start) ? List.of() : earliest.stream().map(Literals::time).toList());
    return isNew || isEarlier;
  }

  private static Optional<Instant> earlier(Optional<Instant> known, Instant time) {
    return known.filter(at -> !at.isAfter(time)).or(() -> Optional.of(time));
  }

  private boolean state(Node run, String state) {
    return workspace.set(run, Vocabulary.STATE, List.of(Literals.text(state)));
  }

  private boolean parent(Node run, Node job, ParentRef ref) {
    Node parentJob = entry.job(ref.jobNamespace(), ref.jobName());
    Node parent = entry.run(ref.runId());
    entry.assign(parent, parentJob);
    if (!job.equals(parentJob) && entry.add(job, Vocabulary.PARENT_JOB, parentJob)) {
      workspace.touched().jobs.add(job);
    }
    return !run.equals(parent) && entry.add(run, Vocabulary.PARENT_RUN, parent);
  }

  /// The run at the top, where it is another one than the parent.
  private void root(Node run, ParentRef parent, ParentRef ref) {
    if (!ref.equals(parent)) {
      Node root = entry.run(ref.runId());
      entry.assign(root, entry.job(ref.jobNamespace(), ref.jobName()));
      if (!root.equals(run)) {
        entry.add(run, Vocabulary.ROOT_RUN, root);
      }
    }
  }

  private void reads(Node job, Node dataset) {
    if (entry.add(job, Vocabulary.READS, dataset)) {
      workspace.touched().jobs.add(job);
    }
  }

  private void writes(Node job, Node dataset) {
    if (entry.add(job, Vocabulary.WRITES, dataset)) {
      workspace.touched().jobs.add(job);
    }
  }
}
