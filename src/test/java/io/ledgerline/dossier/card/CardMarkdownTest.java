package io.ledgerline.dossier.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactValue.Row;
import io.ledgerline.dossier.fact.FactValue.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// The card as people read it.
class CardMarkdownTest {

  private static final List<String> TEMPLATE =
      List.of(
          "# Model Card for credit_default, version 3",
          "## Model Details",
          "### Model Description",
          "### Model Sources",
          "## Uses",
          "### Direct Use",
          "### Downstream Use",
          "### Out-of-Scope Use",
          "## Bias, Risks, and Limitations",
          "### Recommendations",
          "## How to Get Started with the Model",
          "## Training Details",
          "### Training Data",
          "### Training Procedure",
          "#### Preprocessing",
          "#### Training Hyperparameters",
          "#### Speeds, Sizes, Times",
          "## Evaluation",
          "### Testing Data, Factors & Metrics",
          "#### Testing Data",
          "#### Factors",
          "#### Metrics",
          "### Results",
          "#### Summary",
          "## Model Examination",
          "## Environmental Impact",
          "## Technical Specifications",
          "### Model Architecture and Objective",
          "### Compute Infrastructure",
          "#### Hardware",
          "#### Software",
          "## Citation",
          "## Glossary",
          "## More Information",
          "## Model Card Authors",
          "## Model Card Contact");

  @Test
  void hasTheSectionsOfTheTemplateInItsOrder() {
    // When
    List<String> headings =
        body(SampleCard.card()).lines().filter(line -> line.startsWith("#")).toList();

    // Then
    assertThat(headings).containsSubsequence(TEMPLATE);
  }

  @Test
  void endsEveryRowAndQuotationWithItsMarks() {
    // When
    List<String> lines = body(SampleCard.card()).lines().toList();

    // Then
    assertThat(lines)
        .contains(
            "| Version | 3 | measured | [E-7] |",
            "| License | [More Information Needed] | missing |  |",
            "| Decisions that rest on this version | 200 | derived | [E-12] [E-13] |",
            "> Orders applications.",
            "> — Ada Example (model owner, Example Bank), 2026-11-20T16:40:00Z, rows AN4.1a.1;"
                + " declared [E-10]",
            "> It is software.",
            "[E-10]: #e-10");
    assertThat(lines).anyMatch(line -> line.endsWith("| declared, stale | [E-14] |"));
    assertThat(lines).anyMatch(line -> line.endsWith("| derived | [E-5] [E-9] |"));
  }

  @Test
  void listsExactlyTheEntriesThatAreMarked() {
    // Given
    ModelCard card = SampleCard.card();
    String body = body(card);

    // When
    TreeSet<Long> marked = new TreeSet<>();
    Pattern.compile("\\[E-([0-9]+)](?!:)")
        .matcher(body)
        .results()
        .forEach(mark -> marked.add(Long.valueOf(mark.group(1))));

    // Then
    assertThat(marked).isEqualTo(card.facts().entries());
    assertThat(marked).allMatch(entry -> body.contains("<a id=\"e-" + entry + "\"></a>E-" + entry));
  }

  @Test
  void printsTheCheckpointAndTheLimits() {
    // When
    String body = body(SampleCard.card());

    // Then
    assertThat(body)
        .contains("over 20 entries, root `" + "ab".repeat(32) + "`")
        .contains("2026-11-20T18:12:00.000000Z")
        .contains(ModelCard.LIMITS);
  }

  @Test
  void hasAHeadThatAYamlReaderUnderstands() {
    // When
    Map<String, Object> head = new Yaml().load(head(SampleCard.card()));

    // Then
    assertThat(head)
        .containsEntry("license", "unknown")
        .containsEntry("pipeline_tag", "tabular-classification")
        .containsEntry("tags", List.of("ledgerline"))
        .containsEntry("metrics", List.of("auc"));
    assertThat(head.get("model-index"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "credit_default",
                    "results",
                    List.of(
                        Map.of(
                            "task",
                            Map.of("type", "tabular-classification"),
                            "dataset",
                            Map.of("type", "file//lake/test", "name", "file//lake/test"),
                            "metrics",
                            List.of(Map.of("type", "auc", "value", 0.555, "name", "auc")),
                            "source",
                            Map.of(
                                "name", "Ledgerline", "url", "https://ledger.example/entry/8"))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "null",
        "1e3",
        "- a",
        "a: b",
        "# c",
        "\"",
        "\\",
        "---",
        "a\nb: c",
        "tab\t",
        "ünï — ☃ 😀",
        "\u202eevil",
        "\u0000",
        "\u0085",
        "\u2028",
        "'",
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`"
      })
  void keepsEveryTextInTheHeadAsItIs(String text) {
    // Given
    ModelCard card =
        SampleCard.with(Map.of("model.license", Fact.of(State.MEASURED, new Text(text), 7)));

    // When
    Map<String, Object> head = new Yaml().load(head(card));

    // Then
    assertThat(head).containsEntry("license", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[E-999]",
        "x | y |\n| forged | row |",
        "<script>alert(1)</script>",
        "[here](https://elsewhere.example)",
        "# Approval\n\n| Verdict |",
        "`code` **bold**",
        "\u202egnp.exe"
      })
  void takesNoMarkupFromForeignText(String text) {
    // Given
    ModelCard card =
        SampleCard.with(
            Map.of(
                "model.license", Fact.of(State.MEASURED, new Text(text), 7),
                "model.inputs.0", Fact.of(State.MEASURED, new Row(SampleCard.row("name", text)), 7),
                "statement.limitations.0", Fact.of(State.DECLARED, SampleCard.quote(text), 10)));

    // When
    String body = body(card);

    // Then
    List<String> plainLines = body(SampleCard.card()).lines().toList();
    List<String> added = body.lines().filter(line -> !plainLines.contains(line)).toList();
    assertThat(added)
        .noneMatch(line -> line.startsWith("#"))
        .noneMatch(line -> line.matches(".*(?<!\\\\)\\[E-999].*"))
        .noneMatch(line -> line.matches(".*(?<!\\\\)<script.*"))
        .noneMatch(line -> line.matches(".*(?<!\\\\)]\\(https.*"))
        .noneMatch(line -> line.contains("\u202e"))
        .noneMatch(line -> line.startsWith("| forged"));
    assertThat(added).allMatch(line -> line.startsWith("| ") || line.startsWith(">"));
  }

  @Test
  void givesTheSameBytesForTheSameCard() {
    // When
    var first = CardMarkdown.render(SampleCard.card());
    var second = CardMarkdown.render(SampleCard.card());

    // Then
    assertThat(first).isEqualTo(second);
  }

  private static String head(ModelCard card) {
    return CardMarkdown.render(card).utf8().split("---\n", 3)[1];
  }

  private static String body(ModelCard card) {
    return CardMarkdown.render(card).utf8().split("\n---\n", 2)[1];
  }
}
