package io.ledgerline.lineage.catalogue;

/// How much is read for one answer.
///
/// @param runsExaminedMax runs of one job that are compared to find its latest ones; runs in a
///   state when jobs are asked for by that
/// @param entriesExaminedMax of the newest ledger entries, how many are looked at for events by
///   time and for statistics; also, how far the names may be behind before they are read anew
/// @param namesExaminedMax names that a search sorts or selects by time
public record CatalogueSettings(int runsExaminedMax, int entriesExaminedMax, int namesExaminedMax) {

  /// 2,000 runs, 20,000 entries, 1,000 names.
  public static final CatalogueSettings DEFAULTS = new CatalogueSettings(2_000, 20_000, 1_000);

  /// Checks that every limit lets something through.
  ///
  /// @throws IllegalArgumentException if a limit is not positive
  public CatalogueSettings {
    if (runsExaminedMax < 1 || entriesExaminedMax < 1 || namesExaminedMax < 1) {
      throw new IllegalArgumentException("a limit of the catalogue is not positive");
    }
  }
}
