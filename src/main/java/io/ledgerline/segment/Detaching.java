package io.ledgerline.segment;

import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.Recorder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Announces, by an entry, that a sealed segment is kept in an archive and may be taken out of the
/// database. To take it out is the owner's of the database, who asks all of this once more.
///
/// Thread-safe; a Uni does nothing before it is subscribed to.
public final class Detaching {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final EntryStore entries;
  private final SegmentStore store;
  private final Recorder recorder;

  /// The segments of a log.
  ///
  /// @param recorder makes the entries
  public Detaching(Ledger ledger, EntryStore entries, SegmentStore store, Recorder recorder) {
    this.ledger = ledger;
    this.entries = entries;
    this.store = store;
    this.recorder = recorder;
  }

  /// What became of a wish to announce.
  public sealed interface Outcome {

    /// The entry is there: the segment may go as soon as a checkpoint covers it.
    ///
    /// @param recordedBy the index of the entry
    record Announced(Segment segment, Digest archive, long recordedBy) implements Outcome {}

    /// It is gone already.
    record Gone(DetachedRange range) implements Outcome {}

    /// No segment of this number is sealed: a checkpoint has to cover the whole of it first.
    record NotSealed() implements Outcome {}

    /// An older one is still there.
    ///
    /// @param oldest its number
    record NotOldest(long oldest) implements Outcome {}

    /// These holds are in force on entries of it.
    record Held(List<UUID> holds) implements Outcome {

      /// Copies the ids.
      public Held {
        holds = List.copyOf(holds);
      }
    }

    /// The entry could not be written now.
    record NotYet(Duration retryAfter) implements Outcome {}
  }

  /// Announces a segment.
  ///
  /// @param archive the SHA-256 of the manifest of its export
  /// @param authorisedBy who, as a pseudonym
  public Uni<Outcome> announce(long number, Digest archive, String authorisedBy) {
    return entries
        .detached(ledger.genesis().log())
        .chain(
            gone -> {
              if (number < gone.size()) {
                return Uni.createFrom().item(new Outcome.Gone(gone.get((int) number)));
              }
              return store
                  .page(ledger.genesis().log(), number, 1)
                  .map(found -> found.stream().filter(s -> s.number() == number).findFirst())
                  .chain(found -> announce(gone.size(), found, archive, authorisedBy));
            });
  }

  private Uni<Outcome> announce(
      long oldest, Optional<Segment> found, Digest archive, String authorisedBy) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(new Outcome.NotSealed());
    }
    Segment segment = found.get();
    if (segment.number() != oldest) {
      return Uni.createFrom().item(new Outcome.NotOldest(oldest));
    }
    return store
        .holds(ledger.genesis().log(), segment.first(), segment.last())
        .chain(
            holds ->
                holds.isEmpty()
                    ? record(segment, archive, authorisedBy)
                    : Uni.createFrom().item(new Outcome.Held(holds)));
  }

  private Uni<Outcome> record(Segment segment, Digest archive, String authorisedBy) {
    SegmentDetach detach =
        new SegmentDetach(
            segment.number(),
            segment.first(),
            segment.last(),
            segment.root().toHex(),
            archive.toHex(),
            authorisedBy);
    return recorder
        .record(detach, Submission.Beside.NOTHING)
        .chain(
            appended -> {
              OptionalLong entry = entryOf(appended);
              return entry.isEmpty()
                  ? Uni.createFrom().item(new Outcome.NotYet(RETRY_AFTER))
                  : store
                      .announce(
                          ledger.genesis().log(), segment.number(), archive, entry.getAsLong())
                      .replaceWith(new Outcome.Announced(segment, archive, entry.getAsLong()));
            });
  }

  private static OptionalLong entryOf(Appended appended) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> OptionalLong.of(receipt.index());
      case Appended.Repeated(var receipt) -> OptionalLong.of(receipt.index());
      case Appended.Erased(var index, var _) -> OptionalLong.of(index);
      case Appended.Detached(var index) -> OptionalLong.of(index);
      // Somebody else announced the same archive.
      case Appended.Contradicted(var index) -> OptionalLong.of(index);
      case Appended.Overloaded _ -> OptionalLong.empty();
    };
  }
}
