package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.contract.Contracts.Contract;
import io.ledgerline.assurance.contract.Line.Version;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.jena.graph.Node;

/// What does not hold, as the graph stands: a function of the graph alone, and of the time where
/// nothing comes any more. Within one read transaction; for one thread.
public final class Verdicts {

  private final Line line;
  private final Contracts contracts;
  private final HistoryRules history;
  private final ContractRules rules;
  private final ContractSettings settings;

  /// Over a graph.
  public Verdicts(Facts facts, StoredEntries entries, ContractSettings settings) {
    this.line = new Line(facts, settings.limits().versions());
    this.contracts = new Contracts(facts);
    this.history = new HistoryRules(line, settings);
    this.rules = new ContractRules(line, new NullCounts(entries));
    this.settings = settings;
  }

  Line line() {
    return line;
  }

  /// Of one version of a dataset: nothing unless its run ended well.
  public List<Verdict> ofVersion(Node node) {
    Optional<Version> found = line.version(node).filter(Version::isCompleted);
    if (found.isEmpty()) {
      return List.of();
    }
    Version version = found.get();
    Optional<Contract> contract =
        contracts.before(version.dataset(), line.endEntry(version.run()).orElse(Long.MAX_VALUE));
    RowCounts counts = line.counts(version);
    List<Version> earlier = line.history(version, settings.historyMax());
    List<Verdict> verdicts = new ArrayList<>();
    contract.ifPresent(agreed -> verdicts.addAll(rules.of(version, counts, agreed)));
    if (!asks(contract, agreed -> agreed.terms().ratio().isAsked())) {
      history.ratio(version, counts, earlier).ifPresent(verdicts::add);
    }
    if (!asks(contract, agreed -> agreed.terms().rows().isAsked())) {
      history.volume(version, earlier).ifPresent(verdicts::add);
    }
    if (!asks(contract, agreed -> !agreed.terms().fields().isEmpty())) {
      history.drift(version).ifPresent(verdicts::add);
    }
    return verdicts;
  }

  /// Of a dataset as a whole.
  ///
  /// @param now the time
  public List<Verdict> ofDataset(Node dataset, Instant now) {
    List<Verdict> verdicts = new ArrayList<>();
    Optional<Contract> contract = contracts.of(dataset);
    deadline(dataset)
        .filter(due -> due.isBefore(now))
        .ifPresent(due -> verdicts.add(late(dataset, contract.orElseThrow(), due)));
    line.latestCompleted(dataset)
        .filter(latest -> line.latest(dataset).equals(Optional.of(latest)))
        .ifPresent(latest -> notCheckable(latest).ifPresent(verdicts::add));
    return verdicts;
  }

  /// The time after which a dataset is late; empty if nobody asks.
  public Optional<Instant> deadline(Node dataset) {
    Optional<Contract> contract = contracts.of(dataset);
    Optional<Duration> freshness = contract.flatMap(agreed -> agreed.terms().freshness());
    return freshness.map(
        longest ->
            line.latestCompleted(dataset)
                .flatMap(line::written)
                .map(written -> written.plus(longest))
                .orElseGet(() -> contract.orElseThrow().said().plus(longest)));
  }

  private Verdict late(Node dataset, Contract contract, Instant due) {
    Optional<Version> latest = line.latestCompleted(dataset);
    TreeSet<Long> entries = new TreeSet<>(List.of(contract.entry()));
    latest.flatMap(line::source).ifPresent(entries::add);
    return new Verdict(
        Verdict.LATE,
        Verdict.texts(
            "after",
            latest.map(Version::runId).orElse("none"),
            Verdict.CONTRACT,
            Long.toString(contract.entry())),
        Verdict.texts("due", due.toString(), "contract-version", contract.version()),
        entries);
  }

  /// That the rows of the latest version cannot be held against those that were read, though nobody
  /// asked for it.
  private Optional<Verdict> notCheckable(Version latest) {
    Optional<Contract> contract =
        contracts.before(latest.dataset(), line.endEntry(latest.run()).orElse(Long.MAX_VALUE));
    RowCounts counts = line.counts(latest);
    if (counts.inputs().isEmpty() || asks(contract, agreed -> agreed.terms().ratio().isAsked())) {
      return Optional.empty();
    }
    Optional<String> reason =
        counts.written().isEmpty()
            ? Optional.of("written-not-counted")
            : counts.isAnyRead() ? Optional.empty() : Optional.of("read-not-counted");
    return reason.map(
        missing -> {
          SortedMap<String, String> details = Verdict.texts("latest-run", latest.runId());
          latest.job().ifPresent(job -> details.put("job", line.name(job)));
          return new Verdict(
              Verdict.NOT_CHECKABLE,
              Verdict.texts("rule", "ratio", "reason", missing),
              details,
              new TreeSet<>(line.endEntry(latest.run()).stream().toList()));
        });
  }

  private static boolean asks(Optional<Contract> contract, Predicate<Contract> rule) {
    return contract.filter(rule).isPresent();
  }
}
