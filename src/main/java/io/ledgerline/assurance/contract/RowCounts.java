package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.contract.Line.Version;
import io.ledgerline.graph.Vocabulary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// What a run should have read, and wrote, in rows. What it should have read of a dataset is what
/// the run wrote that wrote the version: producers say how much they write, and few how much they
/// read.
final class RowCounts {

  /// What stands for all inputs together.
  static final String ALL = "all";

  private static final int DIGITS = 9;

  private final Optional<Long> written;
  private final SortedMap<String, Input> inputs = new TreeMap<>();

  /// What was read of one dataset, or of all.
  ///
  /// @param name of the dataset
  /// @param rows empty if nobody says how many it has
  /// @param runs that wrote what was read
  /// @param entries that say so
  record Input(String name, Optional<Long> rows, SortedSet<String> runs, SortedSet<Long> entries) {

    Input plus(Input other) {
      SortedSet<String> bothRuns = new TreeSet<>(runs);
      bothRuns.addAll(other.runs);
      SortedSet<Long> bothEntries = new TreeSet<>(entries);
      bothEntries.addAll(other.entries);
      return new Input(
          name,
          rows.flatMap(some -> other.rows.map(more -> Math.addExact(some, more))),
          bothRuns,
          bothEntries);
    }

    Input named(String other) {
      return new Input(other, rows, runs, entries);
    }
  }

  private RowCounts(Optional<Long> written) {
    this.written = written;
  }

  /// Of a version, and the run that wrote it.
  static RowCounts of(Line line, Version version) {
    RowCounts counts = new RowCounts(version.rows());
    for (Node used : line.used(version.run())) {
      Node dataset = line.dataset(used).orElse(used);
      Optional<Version> read = line.version(used);
      NavigableSet<String> runs = new TreeSet<>();
      NavigableSet<Long> entries = new TreeSet<>();
      read.ifPresent(
          from -> {
            runs.add(from.runId());
            line.source(from).ifPresent(entries::add);
          });
      Input input =
          new Input(
              line.name(dataset),
              // More than this is no count of rows, and would overflow in a sum.
              line.integer(used, Vocabulary.ROW_COUNT).filter(n -> n >= 0 && n < 1L << 52),
              runs,
              entries);
      counts.inputs.merge(dataset.toString(), input, Input::plus);
    }
    if (counts.inputs.size() > 1) {
      counts.inputs.values().stream()
          .reduce(Input::plus)
          .ifPresent(all -> counts.inputs.put(ALL, all.named(ALL)));
    }
    return counts;
  }

  Optional<Long> written() {
    return written;
  }

  /// By the IRI of the dataset, and [#ALL] where there are several.
  SortedMap<String, Input> inputs() {
    return inputs;
  }

  /// The input of a dataset, or all together.
  Optional<Input> input(Optional<Node> dataset) {
    if (dataset.isPresent()) {
      return Optional.ofNullable(inputs.get(dataset.get().toString()));
    }
    return inputs.size() == 1
        ? inputs.values().stream().findFirst()
        : Optional.ofNullable(inputs.get(ALL));
  }

  /// How many rows were written for each that was read; empty where either is not known, or nothing
  /// was read.
  Optional<BigDecimal> ratio(Input input) {
    return written.flatMap(
        wrote ->
            input
                .rows()
                .filter(read -> read > 0)
                .map(
                    read ->
                        BigDecimal.valueOf(wrote)
                            .divide(BigDecimal.valueOf(read), DIGITS, RoundingMode.HALF_EVEN)));
  }

  /// The same by the key of an input.
  Optional<Double> ratio(String key) {
    return Optional.ofNullable(inputs.get(key)).flatMap(this::ratio).map(BigDecimal::doubleValue);
  }

  /// Whether some input has a count.
  boolean isAnyRead() {
    return inputs.values().stream()
        .map(Input::rows)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .isPresent();
  }
}
