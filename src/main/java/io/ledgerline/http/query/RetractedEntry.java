package io.ledgerline.http.query;

import io.ledgerline.projection.retraction.Retraction;
import io.ledgerline.projection.retraction.Retractions;
import java.util.ArrayList;
import java.util.List;

/// An entry that is retracted, as JSON.
///
/// @param entry its position
/// @param retractedBy the position of the entry that retracts it
/// @param by who retracts it
/// @param reason why
record RetractedEntry(long entry, long retractedBy, String by, String reason) {

  static List<RetractedEntry> of(List<Long> entries, Retractions retractions) {
    List<RetractedEntry> all = new ArrayList<>();
    for (long entry : entries) {
      for (Retraction retraction : retractions.saying(entry)) {
        all.add(
            new RetractedEntry(entry, retraction.index(), retraction.by(), retraction.reason()));
      }
    }
    return all;
  }
}
