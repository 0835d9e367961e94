package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.contract.Line.Version;
import io.ledgerline.assurance.contract.RowCounts.Input;
import io.ledgerline.event.system.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a run wrote against what earlier runs of its job wrote into the same dataset.
///
/// Of several inputs the one is taken whose ratio varied least: what is written follows it, and the
/// others are looked up. A ratio, or a number of rows, is unusual if it lies further from the
/// median than the tolerance, and than so many robust standard deviations.
final class HistoryRules {

  private final Line line;
  private final ContractSettings settings;

  HistoryRules(Line line, ContractSettings settings) {
    this.line = line;
    this.settings = settings;
  }

  /// Rows written to rows read.
  Optional<Verdict> ratio(Version version, RowCounts counts, List<Version> history) {
    List<RowCounts> earlier = history.stream().map(line::counts).toList();
    Optional<Driver> driver = Optional.empty();
    for (Map.Entry<String, Input> input : counts.inputs().entrySet()) {
      List<Double> ratios =
          earlier.stream().flatMap(past -> past.ratio(input.getKey()).stream()).toList();
      Optional<Double> ratio = counts.ratio(input.getKey());
      if (ratios.size() >= settings.historyMin() && ratio.isPresent()) {
        Driver candidate =
            new Driver(input.getValue(), ratio.get(), Robust.of(ratios), ratios.size());
        driver =
            driver
                .filter(known -> known.usual().variation() <= candidate.usual().variation())
                .or(() -> Optional.of(candidate));
      }
    }
    return driver.filter(this::isUnusual).map(unusual -> verdict(version, counts, unusual));
  }

  /// The input that what is written follows.
  private record Driver(Input input, double ratio, Robust usual, int runs) {}

  private boolean isUnusual(Driver driver) {
    return isUnusual(driver.ratio(), driver.usual(), settings.ratioTolerance());
  }

  private boolean isUnusual(double number, Robust usual, double tolerance) {
    return Math.abs(number - usual.median()) > usual.distanceMax(tolerance, settings.deviations());
  }

  private Verdict verdict(Version version, RowCounts counts, Driver driver) {
    SortedMap<String, String> details = new TreeMap<>();
    details.put("ratio", decimal(driver.ratio()));
    details.put("usual", decimal(driver.usual().median()));
    details.put(
        "tolerated",
        decimal(driver.usual().distanceMax(settings.ratioTolerance(), settings.deviations())));
    details.put("runs", Integer.toString(driver.runs()));
    return ratioVerdict(
        line, version, counts, driver.input(), driver.ratio() < driver.usual().median(), details);
  }

  /// That a ratio is not what it should be.
  static Verdict ratioVerdict(
      Line line,
      Version version,
      RowCounts counts,
      Input input,
      boolean isDropped,
      SortedMap<String, String> details) {
    SortedMap<String, String> facts =
        Verdict.texts(
            Finding.RUN,
            version.runId(),
            "input",
            input.name(),
            "read",
            Long.toString(input.rows().orElseThrow()),
            "read-run",
            String.join(" ", input.runs()),
            "written",
            Long.toString(counts.written().orElseThrow()));
    version.job().ifPresent(job -> details.put("job", line.name(job)));
    NavigableSet<Long> entries = new TreeSet<>(input.entries());
    line.source(version).ifPresent(entries::add);
    return new Verdict(
        isDropped ? Verdict.ROWS_DROPPED : Verdict.ROWS_ADDED, facts, details, entries);
  }

  /// The number of rows.
  Optional<Verdict> volume(Version version, List<Version> history) {
    List<Double> numbers =
        history.stream().flatMap(past -> past.rows().stream()).map(Long::doubleValue).toList();
    if (version.rows().isEmpty() || numbers.size() < settings.historyMin()) {
      return Optional.empty();
    }
    Robust usual = Robust.of(numbers);
    if (!isUnusual(version.rows().get(), usual, settings.volumeTolerance())) {
      return Optional.empty();
    }
    SortedMap<String, String> details =
        Verdict.texts(
            "usual",
            decimal(usual.median()),
            "tolerated",
            decimal(usual.distanceMax(settings.volumeTolerance(), settings.deviations())),
            "runs",
            Integer.toString(numbers.size()));
    version.job().ifPresent(job -> details.put("job", line.name(job)));
    return Optional.of(
        new Verdict(
            Verdict.VOLUME,
            Verdict.texts(
                Finding.RUN, version.runId(), "written", Long.toString(version.rows().get())),
            details,
            new TreeSet<>(line.source(version).stream().toList())));
  }

  /// The columns, against those of the version before.
  Optional<Verdict> drift(Version version) {
    Optional<SortedMap<String, String>> now = line.columns(version);
    Optional<Version> before = line.completedBefore(version);
    Optional<SortedMap<String, String>> then = before.flatMap(line::columns);
    if (now.isEmpty() || then.isEmpty() || now.equals(then)) {
      return Optional.empty();
    }
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    now.get()
        .forEach(
            (name, type) -> {
              if (!then.get().containsKey(name)) {
                added.add(name);
              } else if (!then.get().get(name).equals(type)) {
                changed.add(name + ": " + then.get().get(name) + " to " + type);
              }
            });
    List<String> removed =
        then.get().keySet().stream().filter(name -> !now.get().containsKey(name)).toList();
    return Optional.of(
        new Verdict(
            Verdict.SCHEMA_DRIFT,
            Verdict.texts(
                Finding.RUN,
                version.runId(),
                "before",
                before.orElseThrow().runId(),
                "added",
                String.join(", ", added),
                "removed",
                String.join(", ", removed),
                "changed",
                String.join(", ", changed)),
            new TreeMap<>(),
            new TreeSet<>(line.endEntry(version.run()).stream().toList())));
  }

  /// A number as it is told.
  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.6f", number);
  }
}
