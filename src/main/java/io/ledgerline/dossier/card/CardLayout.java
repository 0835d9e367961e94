package io.ledgerline.dossier.card;

import java.util.List;
import java.util.stream.Stream;

/// The parts of a model card: the sections of Hugging Face's template, in its order, and below
/// "More Information" what the template has no place for.
///
/// Source: `huggingface_hub`, `templates/modelcard_template.md`.
final class CardLayout {

  /// Every part, in order.
  static final List<Part> PARTS =
      List.of(
          part(2, "Model Details"),
          part(
              3,
              "Model Description",
              row("Version", "model.version"),
              row("Previous version", "model.previousVersion"),
              row("Developed by", "model.developedBy"),
              row("Funded by", "model.fundedBy"),
              row("Shared by", "model.sharedBy"),
              row("Model type", "model.type"),
              row("Learning approach", "model.approach"),
              row("Task", "model.task"),
              row("Language(s) (NLP)", "model.languages"),
              row("License", "model.license"),
              row("Finetuned from model", "model.baseModels"),
              row("Artefact", "model.artifactUri"),
              row("Artefact format", "model.artifactFormat"),
              row("Artefact SHA-256", "model.artifactDigest")),
          part(
              3,
              "Model Sources",
              row("Repository", "model.repository"),
              row("Paper", "model.paper"),
              row("Demo", "model.demo")),
          part(2, "Uses"),
          part(3, "Direct Use", quotes("use.direct")),
          part(3, "Downstream Use", quotes("use.downstream")),
          part(3, "Out-of-Scope Use", quotes("use.outOfScope")),
          part(2, "Bias, Risks, and Limitations", quotes("limitations")),
          part(3, "Recommendations", quotes("use.recommendations")),
          part(2, "How to Get Started with the Model", quotes("use.start")),
          part(2, "Training Details"),
          part(
              3,
              "Training Data",
              table(
                  "training.data",
                  "Namespace:namespace",
                  "Dataset:dataset",
                  "Role:role",
                  "Version:version",
                  "Rows:rows",
                  "Bytes:bytes",
                  "Written by job:job",
                  "Run:run"),
              quotes("training.notes")),
          part(
              4,
              "Raw sources of the training data",
              table(
                  "training.sources",
                  "Namespace:namespace",
                  "Dataset:dataset",
                  "Version:version",
                  "Rows:rows",
                  "Written by job:job")),
          part(3, "Training Procedure", quotes("training.procedure")),
          part(
              4,
              "Preprocessing",
              table(
                  "training.steps",
                  "Job:job",
                  "Run:run",
                  "Started:started",
                  "Ended:ended",
                  "State of the run:state")),
          part(
              4,
              "Training Hyperparameters",
              table("training.hyperparameters", "Name:name", "Value:value")),
          part(
              4,
              "Speeds, Sizes, Times",
              table(
                  "training.runs",
                  "Job:job",
                  "Run:run",
                  "Started:started",
                  "Ended:ended",
                  "State of the run:state")),
          part(2, "Evaluation"),
          part(3, "Testing Data, Factors & Metrics"),
          part(
              4,
              "Testing Data",
              table(
                  "evaluation.procedures",
                  "Purpose:purpose",
                  "Procedure:procedure",
                  "Data:data",
                  "Evaluated by:evaluator",
                  "On:at")),
          part(4, "Factors", quotes("evaluation.factors")),
          part(4, "Metrics", quotes("evaluation.metrics")),
          part(
              3,
              "Results",
              table(
                  "evaluation.results",
                  "Metric:metric",
                  "Value:value",
                  "Unit:unit?",
                  "Group:group",
                  "Interval:interval",
                  "Cases:cases",
                  "Passed:passed")),
          part(4, "Summary", quotes("evaluation.summary")),
          part(2, "Model Examination", quotes("examination")),
          part(
              2,
              "Environmental Impact",
              row("Hardware Type", "impact.hardware"),
              row("Hours used", "impact.hours"),
              row("Cloud Provider", "impact.provider"),
              row("Compute Region", "impact.region"),
              row("Carbon Emitted", "impact.carbon")),
          part(2, "Technical Specifications"),
          part(
              3,
              "Model Architecture and Objective",
              row("Architecture", "model.architecture"),
              row("Parameters", "model.parameterCount"),
              row("Objective", "model.objective"),
              table("model.inputs", "Input:name", "Type:type"),
              table("model.outputs", "Output:name", "Type:type")),
          part(3, "Compute Infrastructure", quotes("compute")),
          part(4, "Hardware", row("Hardware", "compute.hardware")),
          part(4, "Software", row("Framework", "model.framework")),
          part(2, "Citation", quotes("citation")),
          part(2, "Glossary", quotes("glossary")),
          part(2, "More Information", quotes("other")),
          part(
              3,
              "Decisions and human oversight",
              row("Decisions that rest on this version", "decisions.count"),
              row("Oversight events", "oversight.count"),
              row("Decisions overridden, reversed or disregarded", "oversight.overridden")),
          part(
              3,
              "Approval",
              table(
                  "approvals",
                  "Verdict:verdict",
                  "By:by",
                  "On:at",
                  "Author:author",
                  "Author is another person:fourEyes",
                  "Approved digest is the artefact's:digestMatches",
                  "Conditions:conditions",
                  "Valid until:validUntil")),
          part(2, "Model Card Authors", row("Authors", "card.authors")),
          part(2, "Model Card Contact", row("Contact", "card.contact")));

  /// What stands in a card only if something is retracted.
  static final Part RETRACTIONS =
      part(
          3,
          "Retracted Entries",
          table(
              "retractions",
              "Entry:entry",
              "Retracted by entry:retractedBy",
              "By:by",
              "Why:reason"));

  private CardLayout() {}

  /// A heading with what stands below it.
  ///
  /// @param level of the heading, from 2
  record Part(int level, String heading, List<Item> items) {}

  /// What stands below a heading.
  sealed interface Item {

    /// The name of the fact, or what the names of its facts start with.
    String fact();

    /// One fact, in a table with the rows before and after it.
    record Row(String label, String fact) implements Item {}

    /// A table with a row for each fact.
    record Table(String fact, List<Column> columns) implements Item {}

    /// What persons stated.
    record Quotes(String fact) implements Item {}
  }

  /// A column of a table.
  ///
  /// @param optional left out when no row fills it
  record Column(String heading, String key, boolean optional) {}

  /// The facts that every card has, known or not.
  static Stream<String> singleFacts() {
    return PARTS.stream()
        .flatMap(part -> part.items().stream())
        .filter(item -> item instanceof Item.Row)
        .map(Item::fact);
  }

  private static Part part(int level, String heading, Item... items) {
    return new Part(level, heading, List.of(items));
  }

  private static Item row(String label, String fact) {
    return new Item.Row(label, fact);
  }

  private static Item quotes(String part) {
    return new Item.Quotes("statement." + part);
  }

  private static Item table(String fact, String... columns) {
    return new Item.Table(
        fact,
        Stream.of(columns).map(column -> column.split(":", 2)).map(CardLayout::column).toList());
  }

  private static Column column(String[] headingAndKey) {
    String key = headingAndKey[1];
    boolean optional = key.endsWith("?");
    return new Column(
        headingAndKey[0], optional ? key.substring(0, key.length() - 1) : key, optional);
  }
}
