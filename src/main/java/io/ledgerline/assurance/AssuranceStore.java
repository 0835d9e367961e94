package io.ledgerline.assurance;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Where it is kept how far the ledger was read, what watches know, and which findings there are.
/// Everything in it can be made again from the ledger.
///
/// Every method may be called on any thread, and does nothing before it is subscribed to.
public interface AssuranceStore {

  /// How far a ledger was read.
  ///
  /// @param next the index of the first entry that was not
  /// @param states what each watch knows, by its name
  record Progress(long next, SortedMap<String, String> states) {

    /// Nothing was read.
    public static final Progress NOTHING = new Progress(0, new java.util.TreeMap<>());
  }

  /// An entry that opens or closes a finding.
  record Read(long entry, Instant receivedAt, io.ledgerline.event.system.Finding finding) {}

  /// How far the ledger was read.
  Uni<Progress> progress(LogId log);

  /// Says how far it was read, with the findings that were met on the way; all of it, or nothing.
  ///
  /// @param from how far it was before: if it is not, somebody else goes on
  /// @return whether it was so
  Uni<Boolean> advance(LogId log, long from, Progress to, List<Read> findings);

  /// Findings.
  Uni<List<FindingRow>> findings(LogId log, FindingFilter filter);

  /// How many are open, by kind.
  Uni<SortedMap<String, Long>> open(LogId log);

  /// One finding.
  default Uni<Optional<FindingRow>> finding(LogId log, long entry) {
    FindingFilter filter =
        new FindingFilter(Optional.empty(), Optional.empty(), Optional.empty(), entry + 1, 1);
    return findings(log, filter)
        .map(found -> found.stream().filter(row -> row.entry() == entry).findFirst());
  }
}
