package io.ledgerline.cli.ingest;

/// What became of events.
///
/// @param added new entries
/// @param known entries before
/// @param refused not on record
record Counts(long added, long known, long refused) {

  long all() {
    return added + known + refused;
  }

  Counts plus(long moreAdded, long moreKnown, long moreRefused) {
    return new Counts(added + moreAdded, known + moreKnown, refused + moreRefused);
  }
}
