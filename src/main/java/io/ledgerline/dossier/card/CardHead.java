package io.ledgerline.dossier.card;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.FactValue;
import io.ledgerline.dossier.fact.FactValue.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The head of a model card, as Hugging Face's `model card metadata` defines its keys.
///
/// A key without a fact is left out, but for `license`, which is `unknown` then. Datasets are not
/// named: the key is for those of the Hub. No result carries a `verifyToken`, which is Hugging
/// Face's own signature.
final class CardHead {

  private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

  private final ModelCard card;

  private CardHead(ModelCard card) {
    this.card = card;
  }

  static JsonObject of(ModelCard card) {
    return new CardHead(card).head();
  }

  private JsonObject head() {
    Map<String, JsonValue> head = new LinkedHashMap<>();
    head.put("license", JsonString.of(text("model.license").orElse("unknown")));
    framework()
        .filter(name -> name.matches(SLUG))
        .ifPresent(name -> head.put("library_name", JsonString.of(name)));
    text("model.task")
        .filter(task -> task.matches(SLUG))
        .ifPresent(task -> head.put("pipeline_tag", JsonString.of(task)));
    head.put("tags", texts(tags()));
    text("model.baseModels").ifPresent(base -> head.put("base_model", JsonString.of(base)));
    List<Result> results = results();
    if (!results.isEmpty()) {
      SortedSet<String> metrics = new TreeSet<>();
      results.forEach(result -> metrics.add(result.metric()));
      head.put("metrics", texts(metrics));
      head.put("model-index", modelIndex(results));
    }
    return JsonObject.of(head);
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>(List.of("ledgerline"));
    text("model.approach").filter(tag -> tag.matches(SLUG)).ifPresent(tags::add);
    return tags;
  }

  private List<Result> results() {
    List<Result> results = new ArrayList<>();
    for (Fact<?> fact : card.facts().list("evaluation.results")) {
      if (fact.value() instanceof Row row) {
        results.add(new Result(row, fact.entries().getFirst()));
      }
    }
    return results;
  }

  private JsonArray modelIndex(List<Result> results) {
    Map<String, JsonValue> model = new LinkedHashMap<>();
    model.put("name", JsonString.of(card.facts().model().name()));
    model.put("results", JsonArray.of(results.stream().map(this::result).toList()));
    return JsonArray.of(List.of(JsonObject.of(model)));
  }

  private JsonObject result(Result result) {
    Map<String, JsonValue> task = new LinkedHashMap<>();
    task.put("type", JsonString.of(text("model.task").orElse("other")));
    Map<String, JsonValue> dataset = new LinkedHashMap<>();
    String data = result.row().cell("data").orElse("not recorded");
    dataset.put("type", JsonString.of(data));
    dataset.put("name", JsonString.of(data));
    Map<String, JsonValue> metric = new LinkedHashMap<>();
    metric.put("type", JsonString.of(result.metric()));
    metric.put("value", new JsonNumber(result.value(), JsonValue.NOWHERE, JsonValue.NOWHERE));
    metric.put("name", JsonString.of(result.name()));
    Map<String, JsonValue> source = new LinkedHashMap<>();
    source.put("name", JsonString.of("Ledgerline"));
    source.put("url", JsonString.of(card.entryIri(result.entry())));
    Map<String, JsonValue> all = new LinkedHashMap<>();
    all.put("task", JsonObject.of(task));
    all.put("dataset", JsonObject.of(dataset));
    all.put("metrics", JsonArray.of(List.of(JsonObject.of(metric))));
    all.put("source", JsonObject.of(source));
    return JsonObject.of(all);
  }

  private Optional<String> text(String name) {
    return card.facts().fact(name).value() instanceof FactValue.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private Optional<String> framework() {
    return card.facts().fact("model.framework").value() instanceof Row row
        ? row.cell("name")
        : Optional.empty();
  }

  private static JsonArray texts(Iterable<String> texts) {
    List<JsonValue> elements = new ArrayList<>();
    texts.forEach(text -> elements.add(JsonString.of(text)));
    return JsonArray.of(elements);
  }

  /// A row of the results.
  private record Result(Row row, long entry) {

    String metric() {
      return row.cell("metric").orElse("");
    }

    String value() {
      return row.cell("value").orElse("0");
    }

    /// The metric, with the group that it is about.
    String name() {
      return row.cell("group")
          .filter(group -> !group.equals("all"))
          .map(group -> metric() + ", " + group)
          .orElse(metric());
    }
  }
}
