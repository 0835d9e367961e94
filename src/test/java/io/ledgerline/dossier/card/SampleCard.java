package io.ledgerline.dossier.card;

import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Evidence;
import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactValue.Count;
import io.ledgerline.dossier.fact.FactValue.Person;
import io.ledgerline.dossier.fact.FactValue.Quote;
import io.ledgerline.dossier.fact.FactValue.Row;
import io.ledgerline.dossier.fact.FactValue.Text;
import io.ledgerline.dossier.fact.ModelFacts;
import io.ledgerline.dossier.trace.ModelRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A card with one fact of every state and form.
final class SampleCard {

  static final Person PERSON = new Person("p-1", "Ada Example", "model owner", "Example Bank");

  private SampleCard() {}

  static ModelCard card() {
    return with(Map.of());
  }

  /// The sample with more facts, or others.
  static ModelCard with(Map<String, Fact<?>> others) {
    Map<String, Fact<?>> facts = new LinkedHashMap<>();
    facts.put("model.version", Fact.of(State.MEASURED, new Text("3"), 7));
    facts.put("model.task", Fact.of(State.MEASURED, new Text("tabular-classification"), 7));
    facts.put(
        "training.data.0",
        Fact.of(
            State.DERIVED,
            new Row(row("dataset", "file//lake/train", "role", "train", "rows", "4014")),
            List.of(9L, 5L)));
    facts.put(
        "evaluation.results.0",
        Fact.of(
            State.MEASURED,
            new Row(row("metric", "auc", "value", "0.555", "data", "file//lake/test")),
            8));
    facts.put("statement.use.direct.0", Fact.of(State.DECLARED, quote("Orders applications."), 10));
    facts.put(
        "statement.other.0",
        Fact.of(
            State.NOT_APPLICABLE,
            new Quote(
                "No photographs.",
                "It is software.",
                "en",
                PERSON,
                "2026-11-20T16:42:00Z",
                List.of("AN4.1f")),
            11));
    facts.put("decisions.count", Fact.of(State.DERIVED, new Count(200), List.of(12L, 13L)));
    facts.put(
        "approvals.0",
        new Fact<>(
            new Row(row("verdict", "conditional", "by", "Marta")),
            State.DECLARED,
            true,
            List.of(14L)));
    facts.putAll(others);
    ModelFacts all =
        new ModelFacts(
            new ModelRef("credit-prod", "credit_default", "3"),
            "https://ledger.example/model/credit-prod/credit_default/v/3",
            facts);
    List<Evidence> evidence = all.entries().stream().map(SampleCard::evidence).toList();
    return new ModelCard(
        all,
        evidence,
        new AsOf("ledger.example", 20, "ab".repeat(32), Instant.parse("2026-11-20T18:12:00Z")),
        "https://ledger.example",
        "Ledgerline 0.1.0");
  }

  static Quote quote(String text) {
    return new Quote(text, null, "en", PERSON, "2026-11-20T16:40:00Z", List.of("AN4.1a.1"));
  }

  private static Evidence evidence(long index) {
    return new Evidence(
        index,
        "io.ledgerline.statement.v1",
        Instant.parse("2026-11-20T16:40:00Z").plusSeconds(index),
        "%064x".formatted(index));
  }

  static Map<String, String> row(String... columnsAndCells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndCells.length; i += 2) {
      row.put(columnsAndCells[i], columnsAndCells[i + 1]);
    }
    return row;
  }
}
