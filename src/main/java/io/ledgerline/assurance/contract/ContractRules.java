package io.ledgerline.assurance.contract;

import io.ledgerline.assurance.contract.Contracts.Contract;
import io.ledgerline.assurance.contract.Line.Version;
import io.ledgerline.assurance.contract.RowCounts.Input;
import io.ledgerline.event.contract.ContractTerms;
import io.ledgerline.event.contract.ContractTerms.Bounds;
import io.ledgerline.event.contract.ContractTerms.NullBound;
import io.ledgerline.event.system.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a run wrote against the contract of the dataset. What cannot be told is said to be so.
final class ContractRules {

  private final Line line;
  private final NullCounts nullCounts;

  ContractRules(Line line, NullCounts nullCounts) {
    this.line = line;
    this.nullCounts = nullCounts;
  }

  /// Everything that is not as agreed.
  List<Verdict> of(Version version, RowCounts counts, Contract contract) {
    List<Verdict> verdicts = new ArrayList<>();
    ContractTerms terms = contract.terms();
    if (!terms.fields().isEmpty()) {
      schema(version, contract).ifPresent(verdicts::add);
    }
    if (terms.rows().isAsked()) {
      rows(version, contract).ifPresent(verdicts::add);
    }
    if (terms.ratio().isAsked()) {
      ratio(version, counts, contract).ifPresent(verdicts::add);
    }
    if (!terms.nulls().isEmpty()) {
      nulls(version, contract, verdicts);
    }
    return verdicts;
  }

  private Optional<Verdict> schema(Version version, Contract contract) {
    Optional<SortedMap<String, String>> columns = line.columns(version);
    if (columns.isEmpty()) {
      return Optional.of(notCheckable(version, contract, "schema", "no-schema"));
    }
    List<String> wrong = new ArrayList<>();
    SortedMap<String, String> others = new TreeMap<>(columns.get());
    for (ContractTerms.Field field : contract.terms().fields()) {
      String type = others.remove(field.name());
      others.keySet().removeIf(name -> name.startsWith(field.name() + "."));
      if (type == null) {
        wrong.add(field.name() + " is missing");
      } else if (field.type().isPresent() && !field.type().get().equals(type)) {
        wrong.add(field.name() + " is " + type + ", not " + field.type().get());
      }
    }
    if (!contract.terms().isOpen()) {
      others.keySet().forEach(name -> wrong.add(name + " is not agreed"));
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            violation(
                version, contract, "schema", Verdict.texts("found", String.join("; ", wrong))));
  }

  private Optional<Verdict> rows(Version version, Contract contract) {
    if (version.rows().isEmpty()) {
      return Optional.of(notCheckable(version, contract, "rows", "written-not-counted"));
    }
    Bounds bounds = contract.terms().rows();
    return bounds.hold(BigDecimal.valueOf(version.rows().get()))
        ? Optional.empty()
        : Optional.of(
            violation(
                version,
                contract,
                "rows",
                Verdict.texts(
                    "written", Long.toString(version.rows().get()), "agreed", text(bounds))));
  }

  private Optional<Verdict> ratio(Version version, RowCounts counts, Contract contract) {
    Optional<Input> input =
        counts.input(
            contract
                .terms()
                .ratioInput()
                .map(name -> line.facts().iris().dataset(name.namespace(), name.name())));
    if (counts.written().isEmpty()) {
      return Optional.of(notCheckable(version, contract, "ratio", "written-not-counted"));
    }
    if (input.isEmpty()) {
      return Optional.of(notCheckable(version, contract, "ratio", "not-read"));
    }
    if (input.get().rows().isEmpty()) {
      return Optional.of(notCheckable(version, contract, "ratio", "read-not-counted"));
    }
    Optional<BigDecimal> ratio = counts.ratio(input.get());
    if (ratio.isEmpty()) {
      return counts.written().get() == 0
          ? Optional.empty()
          : Optional.of(notCheckable(version, contract, "ratio", "nothing-read"));
    }
    Bounds bounds = contract.terms().ratio();
    if (bounds.hold(ratio.get())) {
      return Optional.empty();
    }
    SortedMap<String, String> details =
        Verdict.texts("ratio", ratio.get().toPlainString(), "agreed", text(bounds));
    boolean isDropped = bounds.min().map(min -> min.compareTo(ratio.get()) > 0).orElse(false);
    Verdict verdict =
        HistoryRules.ratioVerdict(line, version, counts, input.get(), isDropped, details);
    SortedMap<String, String> facts = new TreeMap<>(verdict.facts());
    facts.put(Verdict.CONTRACT, Long.toString(contract.entry()));
    return Optional.of(new Verdict(verdict.kind(), facts, verdict.details(), verdict.entries()));
  }

  private void nulls(Version version, Contract contract, List<Verdict> verdicts) {
    for (NullBound bound : contract.terms().nulls()) {
      Optional<NullCounts.Share> share = nullCounts.of(line, version, bound.column());
      if (share.isEmpty()) {
        Verdict verdict = notCheckable(version, contract, "nulls", "nulls-not-counted");
        verdicts.add(with(verdict, "column", bound.column()));
      } else if (!share.get().isAtMost(bound.max())) {
        Verdict verdict =
            violation(
                version,
                contract,
                "nulls",
                Verdict.texts(
                    "nulls",
                    Long.toString(share.get().nulls()),
                    "of",
                    Long.toString(share.get().rows()),
                    "agreed",
                    "at most " + bound.max().toPlainString()));
        verdicts.add(with(verdict, "column", bound.column()));
      }
    }
  }

  private static Verdict with(Verdict verdict, String fact, String text) {
    SortedMap<String, String> facts = new TreeMap<>(verdict.facts());
    facts.put(fact, text);
    return new Verdict(verdict.kind(), facts, verdict.details(), verdict.entries());
  }

  private Verdict violation(
      Version version, Contract contract, String rule, SortedMap<String, String> found) {
    SortedMap<String, String> facts = facts(version, contract, rule);
    facts.putAll(found);
    return verdict(Verdict.VIOLATION, version, contract, facts);
  }

  private Verdict notCheckable(Version version, Contract contract, String rule, String reason) {
    SortedMap<String, String> facts = facts(version, contract, rule);
    facts.put("reason", reason);
    return verdict(Verdict.NOT_CHECKABLE, version, contract, facts);
  }

  private Verdict verdict(
      String kind, Version version, Contract contract, SortedMap<String, String> facts) {
    SortedMap<String, String> details = Verdict.texts("contract-version", contract.version());
    version.job().ifPresent(job -> details.put("job", line.name(job)));
    return new Verdict(kind, facts, details, new TreeSet<>(line.source(version).stream().toList()));
  }

  private static SortedMap<String, String> facts(Version version, Contract contract, String rule) {
    return Verdict.texts(
        Finding.RUN,
        version.runId(),
        "rule",
        rule,
        Verdict.CONTRACT,
        Long.toString(contract.entry()));
  }

  private static String text(Bounds bounds) {
    return bounds.min().map(BigDecimal::toPlainString).orElse("any")
        + " to "
        + bounds.max().map(BigDecimal::toPlainString).orElse("any");
  }
}
