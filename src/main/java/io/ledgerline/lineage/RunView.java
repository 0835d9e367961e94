package io.ledgerline.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run, as all its events together say.
///
/// @param runId as in its IRI
/// @param iri of it
/// @param state `NEW`, `RUNNING`, `COMPLETED`, `FAILED` or `ABORTED`
/// @param firstEventTime of its earliest event; empty if it is only mentioned
/// @param startedAt of its earliest start event
/// @param endedAt of the end that counts
/// @param job that it is a run of
/// @param parentRunId of the run that started it
/// @param inputs versions that it read itself
/// @param outputs versions that it wrote itself
/// @param entries positions of the entries that say something of it
/// @param truncated whether there are more versions or entries than these
/// @param position the index of the last ledger entry that was taken into account
/// @param retracted positions of entries that said something of it and are retracted
public record RunView(
    String runId,
    String iri,
    String state,
    Optional<Instant> firstEventTime,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Name> job,
    Optional<String> parentRunId,
    List<Version> inputs,
    List<Version> outputs,
    List<Long> entries,
    boolean truncated,
    long position,
    List<Long> retracted) {

  /// A name in a namespace.
  public record Name(String namespace, String name) {}

  /// A dataset version.
  ///
  /// @param version the run that wrote it, the name that its producer gave it, or `unknown`
  public record Version(Name dataset, String version, String iri) {}

  /// Copies the lists.
  public RunView {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    entries = List.copyOf(entries);
    retracted = List.copyOf(retracted);
  }
}
