package io.ledgerline.assurance.completeness;

import io.ledgerline.event.system.Finding;
import java.util.SortedSet;
import java.util.TreeSet;

/// A finding of a stream that is not settled: it has to be recorded, or will be closed one day. For
/// one thread.
final class OpenFinding {

  /// The index of a finding that is not recorded yet.
  static final long NOT_RECORDED = -1;

  private final Finding finding;
  private final SortedSet<Long> shown = new TreeSet<>();
  private long index = NOT_RECORDED;
  private long missing;
  private boolean isLasting;

  /// @param missing how many numbers have to come before it is closed; 0 if none has to
  /// @param isLasting whether nothing closes it
  OpenFinding(Finding finding, long missing, boolean isLasting) {
    this.finding = finding;
    this.missing = missing;
    this.isLasting = isLasting;
  }

  /// One that was kept.
  OpenFinding(Finding finding, long missing, boolean isLasting, long index, SortedSet<Long> shown) {
    this(finding, missing, isLasting);
    this.index = index;
    this.shown.addAll(shown);
  }

  Finding finding() {
    return finding;
  }

  long index() {
    return index;
  }

  long missing() {
    return missing;
  }

  boolean isLasting() {
    return isLasting;
  }

  SortedSet<Long> shown() {
    return shown;
  }

  /// One number came; the last of them closes it.
  void came(long entry) {
    missing--;
    if (missing == 0) {
      over(entry);
    }
  }

  /// What it was about is over, as this entry shows.
  void over(long entry) {
    if (shown.isEmpty()) {
      shown.add(entry);
    }
  }

  void last() {
    isLasting = true;
  }

  void recordedAt(long entry) {
    index = entry;
  }

  boolean isRecorded() {
    return index != NOT_RECORDED;
  }

  /// Whether nothing more has to be done about it.
  boolean isSettled() {
    return isRecorded() && isLasting;
  }

  /// Whether its end is to be recorded.
  boolean isOver() {
    return isRecorded() && !isLasting && !shown.isEmpty();
  }
}
