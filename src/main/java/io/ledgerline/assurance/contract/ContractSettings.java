package io.ledgerline.assurance.contract;

/// When what a run wrote counts as unusual, and how much is looked at.
///
/// @param historyMin so many earlier runs of the job are needed before it is compared with them.
///   Default 7
/// @param historyMax so many of them are taken, the newest. Default 30
/// @param ratioTolerance the share of the usual ratio of rows written to rows read by which it may
///   differ, however little it differed before. Default 0.01
/// @param volumeTolerance the same of the number of rows. Default 0.5
/// @param deviations so many robust standard deviations it may differ, where that is more. Default
///   4
/// @param limits how much is looked at
public record ContractSettings(
    int historyMin,
    int historyMax,
    double ratioTolerance,
    double volumeTolerance,
    double deviations,
    Limits limits) {

  /// Every default.
  public static final ContractSettings DEFAULTS =
      new ContractSettings(7, 30, 0.01, 0.5, 4, new Limits(300, 1_000, 1_000, 10_000));

  /// How much is looked at.
  ///
  /// @param versions of a dataset that are walked back at most, to find earlier runs of a job.
  ///   Default 300
  /// @param neighbours of one node of the graph that are followed: readers of a version, versions
  ///   of a run. Default 1,000
  /// @param stepEntries entries that are taken in one step. Default 1,000
  /// @param deadlines datasets whose freshness is watched. Default 10,000
  public record Limits(int versions, int neighbours, int stepEntries, int deadlines) {

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is not positive
    public Limits {
      if (versions < 1 || neighbours < 1 || stepEntries < 1 || deadlines < 1) {
        throw new IllegalArgumentException(
            "%d versions, %d neighbours, %d entries, %d deadlines"
                .formatted(versions, neighbours, stepEntries, deadlines));
      }
    }
  }

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one makes no sense
  public ContractSettings {
    if (historyMin < 2 || historyMax < historyMin) {
      throw new IllegalArgumentException(
          "a history of %d to %d runs".formatted(historyMin, historyMax));
    }
    if (!(ratioTolerance >= 0) || !(volumeTolerance >= 0) || !(deviations >= 0)) {
      throw new IllegalArgumentException(
          "tolerances of %s and %s, %s deviations"
              .formatted(ratioTolerance, volumeTolerance, deviations));
    }
  }
}
