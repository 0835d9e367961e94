package io.ledgerline.dossier.card;

import java.util.List;
import java.util.stream.Collectors;

/// Writes GitHub-flavoured Markdown around text that somebody else wrote.
///
/// Foreign text cannot become markup: no link, no HTML, no table cell, no heading, and above all no
/// evidence mark. Characters that control or turn the writing are replaced.
final class Markdown {

  private static final String MARKUP = "\\`*[]<>|";
  private static final String LINE_START = "#-+=~_:";

  private final StringBuilder out = new StringBuilder();

  /// A heading of our own.
  Markdown heading(int level, String label) {
    if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
      out.append('\n');
    }
    out.append("#".repeat(level)).append(' ').append(label).append("\n\n");
    return this;
  }

  /// A paragraph of our own.
  Markdown paragraph(String label) {
    out.append(label).append("\n\n");
    return this;
  }

  /// The head of a table.
  Markdown tableHead(List<String> columns) {
    tableRow(columns);
    return tableRow(columns.stream().map(column -> "---").toList());
  }

  /// A row of a table, of cells that are escaped already.
  Markdown tableRow(List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |"))).append('\n');
    return this;
  }

  /// A line of our own.
  Markdown line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /// An empty line.
  Markdown gap() {
    out.append('\n');
    return this;
  }

  /// What somebody said, line by line, and who it was.
  Markdown quote(List<String> lines) {
    lines.forEach(line -> out.append(line.isEmpty() ? ">" : "> " + line).append('\n'));
    return gap();
  }

  /// The text so far, or all of it.
  String text() {
    return out.toString();
  }

  /// Foreign text on one line.
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                safe.append(' ');
              } else if (isHidden(c)) {
                safe.append('\ufffd');
              } else {
                if (MARKUP.indexOf(c) >= 0 || (safe.isEmpty() && LINE_START.indexOf(c) >= 0)) {
                  safe.append('\\');
                }
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /// Foreign text, line by line.
  static List<String> escapedLines(String text) {
    return text.lines().map(Markdown::escaped).toList();
  }

  private static boolean isHidden(int c) {
    boolean turnsTheWriting = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return turnsTheWriting || Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }
}
