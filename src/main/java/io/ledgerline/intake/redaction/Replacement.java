package io.ledgerline.intake.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A part of a text that is a secret, and what takes its place.
///
/// @param start where the part begins, from 0
/// @param end where it ends, exclusive
/// @param text what takes its place: ASCII without `"` and `\`
record Replacement(int start, int end, String text) {

  /// How every replacement of a whole value or of the value of a key starts.
  static final String MARK = "[redacted: ";

  /// In the place of the password of a URL, where a blank or a bracket would break the URL.
  static final String URL_PASSWORD = "***";

  /// What takes the place of something that is secret by `rule`.
  static String by(String rule) {
    return MARK + rule + "]";
  }

  /// The same parts in order, those that overlap united under the text of the first.
  static List<Replacement> united(List<Replacement> parts) {
    if (parts.isEmpty()) {
      return List.of(); // of nearly every text
    }
    List<Replacement> united = new ArrayList<>();
    List<Replacement> sorted =
        parts.stream()
            .sorted(
                Comparator.comparingInt(Replacement::start)
                    .thenComparing(Comparator.comparingInt(Replacement::end).reversed()))
            .toList();
    for (Replacement part : sorted) {
      Replacement before = united.isEmpty() ? null : united.getLast();
      if (before != null && part.start < before.end) {
        int end = Math.max(before.end, part.end);
        united.set(united.size() - 1, new Replacement(before.start, end, before.text));
      } else {
        united.add(part);
      }
    }
    return united;
  }
}
