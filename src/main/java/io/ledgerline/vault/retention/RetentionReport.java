package io.ledgerline.vault.retention;

import io.ledgerline.vault.hold.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept past its limit, and why.
///
/// @param interval between two runs by itself; empty if there are none
/// @param classes one for each retention class
/// @param run the last or current run of this replica
public record RetentionReport(Optional<Duration> interval, List<OfClass> classes, Run run) {

  /// Copies the list.
  public RetentionReport {
    classes = List.copyOf(classes);
  }

  /// One class.
  ///
  /// @param retentionClass its name
  /// @param limit how long it is kept
  /// @param cutoff what was received before is past its limit
  /// @param before the first index that is not
  /// @param past the first entries that are past it and there
  /// @param hasMore whether there are more
  public record OfClass(
      String retentionClass,
      Duration limit,
      Instant cutoff,
      long before,
      List<Past> past,
      boolean hasMore) {

    /// Copies the list.
    public OfClass {
      past = List.copyOf(past);
    }
  }

  /// An entry past its limit.
  ///
  /// @param index of the entry
  /// @param holds that keep it; none if the next run erases it
  public record Past(long index, List<Hold> holds) {

    /// Copies the list.
    public Past {
      holds = List.copyOf(holds);
    }
  }

  /// How far a run is.
  ///
  /// @param isRunning whether it goes on
  /// @param isStopped whether somebody stopped it
  /// @param entriesErased how many entries it erased
  /// @param entriesHeld how many it left because of a hold
  /// @param refusedDropped how many refused events it deleted
  /// @param position where it is, in entries
  public record Run(
      boolean isRunning,
      boolean isStopped,
      long entriesErased,
      long entriesHeld,
      long refusedDropped,
      long position) {

    static final Run NONE = new Run(false, false, 0, 0, 0, 0);
  }
}
