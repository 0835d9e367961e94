package io.ledgerline.assurance.completeness;

import io.ledgerline.assurance.Watch.Due;
import io.ledgerline.assurance.completeness.MissingNumbers.Range;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.system.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One counter of one producer, as far as it was followed; or a producer that does not count. For
/// one thread.
final class Stream {

  static final String GAP = "sequence-gap";
  static final String GIVEN_UP = "sequence-gaps-given-up";
  static final String REUSED = "sequence-reused";
  static final String BACK = "sequence-back";
  static final String LATE = "heartbeat-late";
  static final String SILENT = "producer-silent";

  private static final long NOBODY = -1;

  private final Finding.Subject subject;
  private final CompletenessSettings settings;
  final MissingNumbers missing = new MissingNumbers();
  final SortedMap<String, OpenFinding> findings = new TreeMap<>();
  long highest;

  /// Up to this number nothing is missed or taken for used twice any more.
  long givenUp;

  Instant lastAt = Instant.EPOCH;
  long lastIndex = NOBODY;
  Optional<Duration> declared = Optional.empty();
  Back back = Back.NONE;

  /// Numbers that come a second time, one after another.
  ///
  /// @param next the number that would go on; 0 if there are none
  /// @param first the number that began
  /// @param entry of that
  /// @param count how many there were
  record Back(long next, long first, long entry, long count) {
    static final Back NONE = new Back(0, 0, NOBODY, 0);
  }

  Stream(Finding.Subject subject, CompletenessSettings settings) {
    this.subject = subject;
    this.settings = settings;
  }

  Finding.Subject subject() {
    return subject;
  }

  /// An event came.
  void accept(long index, Instant at, Optional<Numbering> numbering) {
    passed(at);
    findings.forEach(
        (key, finding) -> {
          if (finding.finding().kind().equals(LATE) || finding.finding().kind().equals(SILENT)) {
            finding.over(index);
          }
        });
    lastAt = at;
    lastIndex = index;
    numbering.ifPresent(
        number -> {
          declared = number.interval().or(() -> declared);
          number(number.number(), index, at);
        });
  }

  private void number(long number, long index, Instant at) {
    if (number > highest) {
      if (number > highest + 1) {
        missing.put(new Range(highest + 1, number - 1, index, at, ""));
      }
      highest = number;
      back = Back.NONE;
      limit();
      return;
    }
    Optional<Range> range = missing.take(number);
    if (range.isPresent()) {
      Optional.ofNullable(findings.get(range.get().gap())).ifPresent(gap -> gap.came(index));
      // A number in the middle of a range makes two of it.
      limit();
    } else if (number > givenUp) {
      repeated(number, index);
    }
  }

  private void repeated(long number, long index) {
    if (back.next() != number) {
      back = new Back(number + 1, number, index, 1);
      find(REUSED, texts("number", number), texts(), index, true);
      return;
    }
    back = new Back(number + 1, back.first(), back.entry(), back.count() + 1);
    if (back.count() == 2) {
      find(
          BACK,
          texts("entry", back.entry()),
          texts("from", highest, "to", back.first()),
          back.entry(),
          true);
    }
  }

  private void limit() {
    while (missing.size() > settings.limits().rangesPerStream()) {
      giveUp();
    }
  }

  /// Waits no longer for the lower half of what is missing, one range at least: one finding says so
  /// for all of it, and those of the ranges stay open.
  void giveUp() {
    List<Range> given = missing.forgetFirst(Math.max(1, missing.size() / 2));
    for (Range range : given) {
      Optional.ofNullable(findings.get(range.gap())).ifPresent(OpenFinding::last);
    }
    Range newest = given.getLast();
    givenUp = newest.last();
    find(
        GIVEN_UP,
        texts("first", given.getFirst().first(), "last", givenUp),
        texts("count", given.stream().mapToLong(Range::count).sum(), "ranges", given.size()),
        newest.after(),
        true);
    settle();
  }

  /// It is this time, and whatever was received by then came.
  void passed(Instant time) {
    for (Range range : missing.ranges()) {
      if (range.gap().isEmpty() && range.since().plus(settings.grace()).isBefore(time)) {
        gap(range);
        missing.put(range.found(gapKey(range)));
      }
    }
    Optional<Duration> interval = interval();
    if (interval.isPresent() && lastIndex != NOBODY) {
      Duration expected = interval.get();
      SortedMap<String, String> details = texts("interval_seconds", expected.toSeconds());
      if (lateAt(expected).isBefore(time)) {
        find(LATE, texts("after", lastIndex), details, lastIndex, false);
      }
      if (silentAt(expected).isBefore(time)) {
        find(SILENT, texts("after", lastIndex), details, lastIndex, false);
      }
    }
  }

  /// The time after which something may be found though nothing comes.
  Instant deadline() {
    List<Instant> deadlines = new ArrayList<>();
    missing.firstSince().ifPresent(since -> deadlines.add(since.plus(settings.grace())));
    interval()
        .filter(expected -> lastIndex != NOBODY)
        .ifPresent(
            expected -> {
              if (!findings.containsKey(key(LATE, lastIndex))) {
                deadlines.add(lateAt(expected));
              }
              if (!findings.containsKey(key(SILENT, lastIndex))) {
                deadlines.add(silentAt(expected));
              }
            });
    return deadlines.stream().min(Instant::compareTo).orElse(Instant.MAX);
  }

  List<Due> due() {
    List<Due> due = new ArrayList<>();
    findings.forEach(
        (key, finding) -> {
          if (!finding.isRecorded()) {
            due.add(new Due(key, finding.finding()));
          } else if (finding.isOver()) {
            due.add(new Due(key, finding.finding().closed(finding.index(), finding.shown())));
          }
        });
    return due;
  }

  void recorded(Due due, long index) {
    OpenFinding finding = findings.get(due.key());
    if (finding == null) {
      return;
    }
    if (due.finding().opened().isPresent()) {
      findings.remove(due.key());
    } else {
      finding.recordedAt(index);
      settle();
    }
  }

  private void settle() {
    findings.values().removeIf(OpenFinding::isSettled);
  }

  private Optional<Duration> interval() {
    String key = String.join("/", subject.names());
    return declared
        .or(() -> Optional.ofNullable(settings.intervals().get(key)))
        .filter(Duration::isPositive);
  }

  private Instant lateAt(Duration interval) {
    return lastAt.plus(interval).plus(settings.grace());
  }

  private Instant silentAt(Duration interval) {
    return lastAt.plus(interval.multipliedBy(settings.silentAfter())).plus(settings.grace());
  }

  private void gap(Range range) {
    Finding finding =
        finding(
            GAP,
            texts("first", range.first(), "last", range.last()),
            texts("count", range.count()),
            range.after());
    findings.putIfAbsent(gapKey(range), new OpenFinding(finding, range.count(), false));
  }

  private static String gapKey(Range range) {
    return range.gap().isEmpty() ? key(GAP, range.first()) : range.gap();
  }

  private void find(
      String kind,
      SortedMap<String, String> facts,
      SortedMap<String, String> details,
      long entry,
      boolean isLasting) {
    findings.putIfAbsent(
        kind + "/" + String.join("/", facts.values()),
        new OpenFinding(finding(kind, facts, details, entry), 0, isLasting));
  }

  private Finding finding(
      String kind, SortedMap<String, String> facts, SortedMap<String, String> details, long entry) {
    SortedSet<Long> entries = new TreeSet<>(List.of(entry));
    return Finding.open(kind, subject, facts, details, entries);
  }

  private static String key(String kind, long number) {
    return kind + "/" + number;
  }

  private static SortedMap<String, String> texts() {
    return new TreeMap<>();
  }

  private static SortedMap<String, String> texts(String name, long number) {
    SortedMap<String, String> texts = texts();
    texts.put(name, Long.toString(number));
    return texts;
  }

  private static SortedMap<String, String> texts(String one, long first, String two, long second) {
    SortedMap<String, String> texts = texts(one, first);
    texts.put(two, Long.toString(second));
    return texts;
  }
}
