package io.ledgerline.dossier.card;

import static java.util.stream.Collectors.joining;

import io.ledgerline.canon.Bytes;
import io.ledgerline.dossier.card.CardLayout.Column;
import io.ledgerline.dossier.card.CardLayout.Item;
import io.ledgerline.dossier.card.CardLayout.Part;
import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Evidence;
import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.FactValue;
import io.ledgerline.dossier.fact.FactValue.Quote;
import io.ledgerline.entry.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// The model card as Hugging Face's `README.md`: a YAML head and Markdown.
///
/// Every row and every quotation ends with its evidence marks, `[E-12]` for entry 12, which lead to
/// the table at the end.
public final class CardMarkdown {

  /// What stands where nobody recorded anything, as in the template.
  public static final String MISSING = "[More Information Needed]";

  private final ModelCard card;
  private final Markdown out = new Markdown();

  private CardMarkdown(ModelCard card) {
    this.card = card;
  }

  /// The bytes.
  public static Bytes render(ModelCard card) {
    CardMarkdown markdown = new CardMarkdown(card);
    markdown.all();
    return Bytes.utf8("---\n" + Yaml.render(CardHead.of(card)) + "---\n" + markdown.out.text());
  }

  private void all() {
    var model = card.facts().model();
    out.heading(
        1,
        "Model Card for "
            + Markdown.escaped(model.name())
            + ", version "
            + Markdown.escaped(model.version()));
    out.paragraph(
        "What the log `"
            + card.asOf().origin()
            + "` recorded about this version. Beside each value stands its state, and behind it"
            + " the entries that it rests on; they are listed under [Evidence](#evidence).");
    CardLayout.PARTS.forEach(this::part);
    if (!card.facts().list("retractions").isEmpty()) {
      part(CardLayout.RETRACTIONS);
    }
    evidence();
    limits();
    marks();
  }

  private void part(Part part) {
    out.heading(part.level(), part.heading());
    List<Item.Row> rows = new ArrayList<>();
    for (Item item : part.items()) {
      switch (item) {
        case Item.Row row -> rows.add(row);
        case Item.Table table -> {
          rows(rows);
          rows.clear();
          table(table);
        }
        case Item.Quotes quotes -> quotes(quotes, part.items().size() > 1);
      }
    }
    rows(rows);
  }

  private void rows(List<Item.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.tableHead(List.of("", "Value", "State", "Evidence"));
    for (Item.Row row : rows) {
      Fact<?> fact = card.facts().fact(row.fact());
      String value = fact.known().map(CardMarkdown::text).orElse(MISSING);
      out.tableRow(List.of(row.label(), value, state(fact), marks(fact)));
    }
    out.gap();
  }

  private void table(Item.Table table) {
    List<Fact<?>> facts = card.facts().list(table.fact());
    if (facts.isEmpty()) {
      out.paragraph(MISSING);
      return;
    }
    List<Column> columns =
        table.columns().stream()
            .filter(column -> !column.optional() || facts.stream().anyMatch(f -> fills(f, column)))
            .toList();
    List<String> heads = new ArrayList<>(columns.stream().map(Column::heading).toList());
    heads.addAll(List.of("State", "Evidence"));
    out.tableHead(heads);
    facts.forEach(fact -> out.tableRow(cells(columns, fact)));
    out.gap();
  }

  private static boolean fills(Fact<?> fact, Column column) {
    return fact.value() instanceof FactValue.Row row && row.cell(column.key()).isPresent();
  }

  private static List<String> cells(List<Column> columns, Fact<?> fact) {
    List<String> cells = new ArrayList<>();
    if (fact.value() instanceof FactValue.Row row) {
      for (Column column : columns) {
        cells.add(row.cell(column.key()).map(Markdown::escaped).orElse(MISSING));
      }
    }
    cells.add(state(fact));
    cells.add(marks(fact));
    return cells;
  }

  private void quotes(Item.Quotes quotes, boolean optional) {
    List<Fact<?>> facts = card.facts().list(quotes.fact());
    if (facts.isEmpty() && !optional) {
      out.paragraph(MISSING);
    }
    for (Fact<?> fact : facts) {
      if (fact.value() instanceof Quote quote) {
        out.quote(lines(quote, fact));
      }
    }
  }

  private static List<String> lines(Quote quote, Fact<?> fact) {
    List<String> lines = new ArrayList<>(Markdown.escapedLines(quote.text()));
    if (quote.reason() != null) {
      lines.addAll(Markdown.escapedLines(quote.reason()));
    }
    lines.add("");
    lines.add(
        "— "
            + Markdown.escaped(quote.speaker().label())
            + ", "
            + quote.statedAt()
            + ", rows "
            + quote.rows().stream().map(Markdown::escaped).collect(joining(", "))
            + "; "
            + state(fact)
            + " "
            + marks(fact));
    return lines;
  }

  private void evidence() {
    out.heading(2, "Evidence");
    out.tableHead(List.of("Entry", "Kind", "Received", "Leaf hash", "Proof"));
    for (Evidence evidence : card.evidence()) {
      String mark = "<a id=\"e-" + evidence.index() + "\"></a>E-" + evidence.index();
      out.tableRow(
          List.of(
              mark,
              evidence.type(),
              Timestamp.format(evidence.receivedAt()),
              "`" + evidence.leafHash() + "`",
              "`" + evidence.proofPath() + "`"));
    }
  }

  private void limits() {
    AsOf asOf = card.asOf();
    out.heading(2, "What this card rests on, and what it does not show");
    out.paragraph(
        "Checkpoint of `"
            + asOf.origin()
            + "` over "
            + asOf.treeSize()
            + " entries, root `"
            + asOf.rootHash()
            + "`; its last entry was received at "
            + Timestamp.format(asOf.time())
            + ". Written by "
            + card.generator()
            + ", layout "
            + ModelCard.VERSION
            + ".");
    ModelCard.LIMITS.forEach(limit -> out.line("* " + limit));
    out.gap();
  }

  private void marks() {
    card.evidence().forEach(e -> out.line("[E-" + e.index() + "]: #e-" + e.index()));
  }

  private static String text(FactValue value) {
    return switch (value) {
      case FactValue.Text(String text) -> Markdown.escaped(text);
      case FactValue.Count(long count) -> Long.toString(count);
      case FactValue.Row row ->
          row.cells().values().stream().map(Markdown::escaped).collect(joining(" "));
      case Quote quote -> Markdown.escaped(quote.text());
    };
  }

  private static String state(Fact<?> fact) {
    return fact.state().label() + (fact.stale() ? ", stale" : "");
  }

  private static String marks(Fact<?> fact) {
    return fact.entries().stream().map(entry -> "[E-" + entry + "]").collect(joining(" "));
  }
}
