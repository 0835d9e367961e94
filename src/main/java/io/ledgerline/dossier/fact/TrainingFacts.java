package io.ledgerline.dossier.fact;

import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactList.Cells;
import io.ledgerline.dossier.fact.FactValue.Count;
import io.ledgerline.dossier.trace.ModelTrace;
import io.ledgerline.dossier.trace.ModelTrace.Run;
import io.ledgerline.dossier.trace.ModelTrace.Version;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Facts that follow from the lineage and from what is recorded about decisions.
final class TrainingFacts {

  private final FactList facts;

  TrainingFacts(FactList facts) {
    this.facts = facts;
  }

  /// @param recordEntries of the records that the model version is known by: they give each dataset
  ///   its role
  void add(ModelTrace trace, Collection<Long> recordEntries) {
    for (ModelTrace.Use use : trace.data()) {
      SortedSet<Long> entries = new TreeSet<>(use.version().entries());
      entries.addAll(recordEntries);
      Cells cells = dataset(use.version()).with("role", use.role());
      facts.row("training.data", cells.all(), State.DERIVED, entries);
    }
    for (Version source : trace.sources()) {
      if (!source.entries().isEmpty()) {
        facts.row("training.sources", dataset(source).all(), State.DERIVED, source.entries());
      }
    }
    trace.steps().forEach(run -> run("training.steps", run));
    trace.trainingRuns().forEach(run -> run("training.runs", run));
    decisions(trace);
  }

  private void decisions(ModelTrace trace) {
    ModelTrace.Decisions decisions = trace.decisions();
    if (decisions.count() > 0) {
      put("decisions.count", decisions.count(), decisions.firstAndLast());
    }
    ModelTrace.Oversight oversight = trace.oversight();
    put("oversight.count", oversight.entries().size(), ends(oversight.entries()));
    put("oversight.overridden", oversight.decisionsOverridden(), ends(oversight.overriding()));
  }

  /// A count of nothing rests on no entry, so it is missing: that nothing happened is not recorded.
  private void put(String name, long count, Collection<Long> entries) {
    if (count > 0 && !entries.isEmpty()) {
      facts.put(name, Fact.of(State.DERIVED, new Count(count), entries));
    }
  }

  /// Of what is counted, the first and the last entry: the others are a query away.
  private static List<Long> ends(SortedSet<Long> entries) {
    return entries.isEmpty() ? List.of() : List.of(entries.first(), entries.last());
  }

  private void run(String prefix, Run run) {
    if (run.entries().isEmpty()) {
      return;
    }
    facts.row(
        prefix,
        new Cells()
            .with("job", run.job())
            .with("run", run.runId())
            .with("started", run.startedAt())
            .with("ended", run.endedAt())
            .with("state", run.state())
            .all(),
        State.MEASURED,
        run.entries());
  }

  private static Cells dataset(Version version) {
    return new Cells()
        .with("namespace", version.namespace())
        .with("dataset", version.name())
        .with(
            "version",
            version.label().or(() -> version.writer().map(run -> "written by run " + run.runId())))
        .with("rows", version.rows())
        .with("bytes", version.bytes())
        .with("job", version.writer().map(Run::job))
        .with("run", version.writer().map(Run::runId));
  }
}
