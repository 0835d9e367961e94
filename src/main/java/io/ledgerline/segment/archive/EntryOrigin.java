package io.ledgerline.segment.archive;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Submission.Mark;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// What a store keeps of an entry beside leaf and payload: nothing is proved by it, and without it
/// a log elsewhere would take a repetition for news.
///
/// @param index the entry
/// @param retentionClass how long its payload is kept
/// @param keyHash names the event, under the identity key
/// @param contentHash tells its content from another one, under the identity key
/// @param subjects the data subjects by which it is found again, under the subject key
public record EntryOrigin(
    long index, String retentionClass, Digest keyHash, Digest contentHash, List<Mark> subjects) {

  /// Copies the list.
  public EntryOrigin {
    subjects = List.copyOf(subjects);
  }

  /// Where all this is kept.
  @FunctionalInterface
  public interface Store {

    /// Of the entries from one index on and before another, in their order.
    Uni<List<EntryOrigin>> page(LogId log, long from, long before);
  }
}
