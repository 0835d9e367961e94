package io.ledgerline.assurance.contract;

import io.ledgerline.event.system.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Something that does not hold, as the graph stands.
///
/// @param kind of the finding that it is
/// @param facts what tells it from others of its kind about its dataset
/// @param details what helps a reader
/// @param entries that show it
public record Verdict(
    String kind,
    SortedMap<String, String> facts,
    SortedMap<String, String> details,
    SortedSet<Long> entries) {

  /// Fewer rows were written, for those that were read, than is usual or agreed.
  public static final String ROWS_DROPPED = "rows-dropped";

  /// More rows were written, for those that were read, than is usual or agreed.
  public static final String ROWS_ADDED = "rows-added";

  /// A version has other columns than the one before.
  public static final String SCHEMA_DRIFT = "schema-drift";

  /// A version has far more or fewer rows than usual.
  public static final String VOLUME = "volume-anomaly";

  /// No version was written for longer than agreed.
  public static final String LATE = "dataset-late";

  /// A version is not as agreed.
  public static final String VIOLATION = "contract-violation";

  /// A rule could not be held against anything.
  public static final String NOT_CHECKABLE = "not-checkable";

  /// Every kind.
  static final List<String> KINDS =
      List.of(ROWS_DROPPED, ROWS_ADDED, SCHEMA_DRIFT, VOLUME, LATE, VIOLATION, NOT_CHECKABLE);

  /// The fact that names the entry of the contract that asks for it.
  public static final String CONTRACT = "contract";

  /// Copies the facts and cuts long texts.
  public Verdict {
    facts = cut(facts);
    details = cut(details);
    entries =
        Collections.unmodifiableSortedSet(
            new TreeSet<>(entries.stream().limit(Finding.COUNT_MAX).toList()));
  }

  /// Pairs of names and texts.
  static SortedMap<String, String> texts(String... pairs) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      texts.put(pairs[i], pairs[i + 1]);
    }
    return texts;
  }

  /// The run whose version it is about; empty if it is about the dataset.
  public Optional<String> run() {
    return Optional.ofNullable(facts.get(Finding.RUN));
  }

  /// Whether nobody asked for the rule: a finding for a reader, and no reason to stop.
  public boolean isRemark() {
    return isRemark(kind, facts);
  }

  /// Whether a finding of this kind with these facts is no reason to stop.
  public static boolean isRemark(String kind, SortedMap<String, String> facts) {
    return kind.equals(NOT_CHECKABLE) && !facts.containsKey(CONTRACT);
  }

  private static SortedMap<String, String> cut(SortedMap<String, String> texts) {
    SortedMap<String, String> cut = new TreeMap<>();
    texts.forEach((name, text) -> cut.put(name, cut(text)));
    return Collections.unmodifiableSortedMap(cut);
  }

  /// A finding holds no longer text, and no half of a character.
  private static String cut(String text) {
    if (text.length() <= Finding.TEXT_CHARACTERS_MAX) {
      return text;
    }
    int end = Finding.TEXT_CHARACTERS_MAX;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
