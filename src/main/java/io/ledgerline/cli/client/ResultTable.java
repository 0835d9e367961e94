package io.ledgerline.cli.client;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;

/// A SPARQL answer (SPARQL 1.1 Query Results JSON Format) as a table of text.
///
/// @param columns the variables
/// @param rows one text a variable; empty where nothing is bound
public record ResultTable(List<String> columns, List<List<String>> rows) {

  private static final int WIDTH_MAX = 48;

  /// Copies the lists.
  public ResultTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Reads an answer.
  ///
  /// @param base the part of an IRI that is left out; empty to show IRIs whole
  public static ResultTable of(JsonObject answer, String base) {
    List<String> columns =
        answer.object("head").stream()
            .flatMap(head -> head.array("vars").stream())
            .filter(JsonString.class::isInstance)
            .map(variable -> ((JsonString) variable).value())
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (var element : answer.object("results").map(r -> r.array("bindings")).orElse(List.of())) {
      if (element instanceof JsonObject binding) {
        rows.add(columns.stream().map(column -> text(binding, column, base)).toList());
      }
    }
    return new ResultTable(columns, rows);
  }

  /// The values of one column, in the order of the rows.
  public List<String> column(String name) {
    int index = columns.indexOf(name);
    return index < 0 ? List.of() : rows.stream().map(row -> row.get(index)).toList();
  }

  /// The head and at most `rowsMax` rows, each column as wide as its widest text; long texts are
  /// cut in their middle.
  public List<String> lines(int rowsMax) {
    List<List<String>> shown = new ArrayList<>();
    shown.add(columns);
    rows.subList(0, Math.min(rowsMax, rows.size())).forEach(row -> shown.add(cut(row)));
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        int width = shown.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(row.get(i)).repeat(' ', width - row.get(i).length() + 2);
      }
      lines.add(line.toString().stripTrailing());
    }
    if (rows.size() > rowsMax) {
      lines.add("… and " + (rows.size() - rowsMax) + " rows more");
    }
    return lines;
  }

  private static List<String> cut(List<String> row) {
    int half = WIDTH_MAX / 2;
    return row.stream()
        .map(
            text ->
                text.length() <= WIDTH_MAX
                    ? text
                    : text.substring(0, half) + "…" + text.substring(text.length() - half))
        .toList();
  }

  private static String text(JsonObject binding, String column, String base) {
    return binding
        .object(column)
        .flatMap(term -> term.string("value"))
        .map(
            value ->
                !base.isEmpty() && value.startsWith(base) ? value.substring(base.length()) : value)
        .orElse("");
  }
}
