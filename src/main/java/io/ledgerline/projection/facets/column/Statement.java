package io.ledgerline.projection.facets.column;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.column.ColumnEdges.Derivation;
import io.ledgerline.projection.facets.form.Described;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.workspace.EntryNote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What one entry of a `lineage` facet states: that a dataset, or a job, came from these datasets,
/// jobs and runs, and from no others.
///
/// @param target the dataset or the job
/// @param isDataset which of the two
record Statement(
    Node target, boolean isDataset, Set<Node> datasets, Set<Node> jobs, Set<Node> runs) {

  /// Reads one, and notes what it says of columns.
  ///
  /// @param own the job of the event, which is meant where a job has no name
  /// @return empty if it names no target
  static Optional<Statement> read(EntryNote entry, JsonObject json, Optional<Node> own) {
    boolean isDataset = !json.string("type").orElse("DATASET").equals("JOB");
    Optional<Node> target = isDataset ? dataset(entry, json) : job(entry, json, own);
    return target.map(node -> read(entry, json, own, node, isDataset));
  }

  /// Reads what is said of a target that is known.
  static Statement read(
      EntryNote entry, JsonObject json, Optional<Node> own, Node target, boolean isDataset) {
    Statement statement =
        new Statement(
            target, isDataset, new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    statement.add(entry, json.array("inputs"), own);
    Map<String, Set<Derivation>> sourcesByColumn = new LinkedHashMap<>();
    json.object("fields")
        .ifPresent(
            fields ->
                fields
                    .members()
                    .forEach(
                        (name, said) -> {
                          if (said instanceof JsonObject column) {
                            List<JsonValue> inputs = column.array("inputs");
                            statement.add(entry, inputs, own);
                            sourcesByColumn.put(name, ColumnEdges.sources(inputs, column));
                          }
                        }));
    if (isDataset) {
      Set<Derivation> ofAll = ColumnEdges.sources(json.array("inputs"), json);
      ColumnEdges.note(entry, target, sourcesByColumn, ofAll);
    }
    return statement;
  }

  /// The node of it; empty if it names more sources than are kept.
  Optional<Node> node(EntryNote entry) {
    if (datasets.size() + jobs.size() + runs.size() > ColumnEdges.PAIRS_MAX) {
      return Optional.empty();
    }
    List<Newest.Values> values = new ArrayList<>();
    values.add(
        Newest.Values.of(isDataset ? Vocabulary.TO_DATASET : Vocabulary.TO_JOB, List.of(target)));
    values.add(Newest.Values.of(Vocabulary.FROM_DATASET, datasets));
    values.add(Newest.Values.of(Vocabulary.FROM_JOB, jobs));
    values.add(Newest.Values.of(Vocabulary.FROM_RUN, runs));
    return Described.node(entry, Vocabulary.LINEAGE_STATEMENT_CLASS, values);
  }

  private void add(EntryNote entry, List<JsonValue> inputs, Optional<Node> own) {
    for (JsonValue value : inputs) {
      if (!(value instanceof JsonObject input)) {
        continue;
      }
      if (input.string("type").orElse("DATASET").equals("JOB")) {
        job(entry, input, own).ifPresent(jobs::add);
        input.string("runId").ifPresent(id -> runs.add(entry.run(id)));
      } else {
        dataset(entry, input).ifPresent(datasets::add);
      }
    }
  }

  private static Optional<Node> dataset(EntryNote entry, JsonObject json) {
    Optional<String> namespace = json.string("namespace");
    Optional<String> name = json.string("name");
    return namespace.isPresent() && name.isPresent()
        ? Optional.of(entry.dataset(namespace.get(), name.get()))
        : Optional.empty();
  }

  private static Optional<Node> job(EntryNote entry, JsonObject json, Optional<Node> own) {
    Optional<String> namespace = json.string("namespace");
    Optional<String> name = json.string("name");
    return namespace.isPresent() && name.isPresent()
        ? Optional.of(entry.job(namespace.get(), name.get()))
        : own;
  }
}
