package io.ledgerline.dossier.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the graph knows of a model version: which entries speak of it, and what it was made from.
///
/// @param iri of the model version
/// @param records the entries of its own records and of the evaluations, approvals, statements and
///   oversight events about it
/// @param data the dataset versions that it was made with
/// @param sources the dataset versions that nothing else was derived into: where the data comes
///   from
/// @param trainingRuns the runs that trained it
/// @param steps the runs that made its data, earliest first
/// @param decisions what it decided
/// @param oversight what persons did about these decisions
/// @param retracted entries about it or about these runs that are retracted, with the entries that
///   retract them: what they said is in nothing else here
public record ModelTrace(
    String iri,
    SortedSet<Long> records,
    List<Use> data,
    List<Version> sources,
    List<Run> trainingRuns,
    List<Run> steps,
    Decisions decisions,
    Oversight oversight,
    SortedMap<Long, SortedSet<Long>> retracted) {

  /// A dataset version in its role.
  ///
  /// @param role `train`, `validation`, `test` or `calibration`
  public record Use(String role, Version version) {}

  /// A dataset version.
  ///
  /// @param label the name that its producer gave it
  /// @param entries where its counts are from, else where it was first named
  public record Version(
      String iri,
      String namespace,
      String name,
      Optional<String> label,
      Optional<Long> rows,
      Optional<Long> bytes,
      Optional<Run> writer,
      SortedSet<Long> entries) {}

  /// A run, with the runs below it.
  ///
  /// @param entries of the run alone
  /// @param allEntries of the run and the runs below it
  public record Run(
      String iri,
      String runId,
      String job,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      String state,
      SortedSet<Long> entries,
      SortedSet<Long> allEntries) {}

  /// Decisions, of which there may be many.
  ///
  /// @param count of all
  /// @param firstAndLast the lowest and the highest entry of all
  /// @param newest the highest entries, up to a limit
  public record Decisions(long count, SortedSet<Long> firstAndLast, SortedSet<Long> newest) {}

  /// Oversight of decisions.
  ///
  /// @param entries of all oversight events about decisions of this version
  /// @param overriding of those that changed or set aside a decision
  /// @param decisionsOverridden how many decisions these are about
  public record Oversight(
      SortedSet<Long> entries, SortedSet<Long> overriding, long decisionsOverridden) {}

  /// Every entry that the model version rests on, without the decisions.
  public SortedSet<Long> restsOn() {
    SortedSet<Long> entries = new TreeSet<>(records);
    trainingRuns.forEach(run -> entries.addAll(run.allEntries()));
    steps.forEach(run -> entries.addAll(run.allEntries()));
    data.forEach(use -> entries.addAll(use.version().entries()));
    sources.forEach(version -> entries.addAll(version.entries()));
    entries.addAll(oversight.entries());
    return Collections.unmodifiableSortedSet(entries);
  }
}
