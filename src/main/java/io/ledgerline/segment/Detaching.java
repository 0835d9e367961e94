package io.ledgerline.segment;

import io.ledgerline.entry.LogId;
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

  /// An archive, as whoever hashed it says.
  ///
  /// @param number of the segment in it
  /// @param log that it is of
  /// @param root the hash of the segment's perfect subtree
  /// @param chainHash that of the segment's last entry
  /// @param archive the SHA-256 of its manifest
  /// @param erasedUnits how many units it lacks, because they were erased before
  /// @param authorisedBy who has it announced, as a pseudonym
  public record Wish(
      long number,
      LogId log,
      Digest root,
      Digest chainHash,
      Digest archive,
      long erasedUnits,
      String authorisedBy) {}

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

    /// The archive is not of this segment of this log.
    record Foreign() implements Outcome {}

    /// The archive does not lack exactly what was erased: it was made before something was.
    ///
    /// @param erasedUnits how many units of the segment are erased
    record Outdated(long erasedUnits) implements Outcome {}

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

  /// Announces a segment, if the archive is of it and has nothing that was erased.
  public Uni<Outcome> announce(Wish wish) {
    return entries
        .detached(ledger.genesis().log())
        .chain(
            gone -> {
              if (wish.number() < gone.size()) {
                return Uni.createFrom().item(new Outcome.Gone(gone.get((int) wish.number())));
              }
              return store
                  .page(ledger.genesis().log(), wish.number(), 1)
                  .map(found -> found.stream().filter(s -> s.number() == wish.number()).findFirst())
                  .chain(found -> announce(gone.size(), found, wish));
            });
  }

  private Uni<Outcome> announce(long oldest, Optional<Segment> found, Wish wish) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(new Outcome.NotSealed());
    }
    Segment segment = found.get();
    if (!wish.log().equals(ledger.genesis().log())
        || !wish.root().equals(segment.root())
        || !wish.chainHash().equals(segment.chainHash())) {
      return Uni.createFrom().item(new Outcome.Foreign());
    }
    if (segment.number() != oldest) {
      return Uni.createFrom().item(new Outcome.NotOldest(oldest));
    }
    return store
        .erasedUnits(ledger.genesis().log(), segment.first(), segment.last())
        .chain(
            erased ->
                erased == wish.erasedUnits()
                    ? unlessHeld(segment, wish)
                    : Uni.createFrom().item(new Outcome.Outdated(erased)));
  }

  private Uni<Outcome> unlessHeld(Segment segment, Wish wish) {
    return store
        .holds(ledger.genesis().log(), segment.first(), segment.last())
        .chain(
            holds ->
                holds.isEmpty()
                    ? record(segment, wish)
                    : Uni.createFrom().item(new Outcome.Held(holds)));
  }

  private Uni<Outcome> record(Segment segment, Wish wish) {
    SegmentDetach detach =
        new SegmentDetach(
            segment.number(),
            segment.first(),
            segment.last(),
            segment.root().toHex(),
            wish.archive().toHex(),
            wish.erasedUnits(),
            wish.authorisedBy());
    return recorder
        .record(detach, Submission.Beside.NOTHING)
        .chain(
            appended -> {
              OptionalLong entry = entryOf(appended);
              return entry.isEmpty()
                  ? Uni.createFrom().item(new Outcome.NotYet(RETRY_AFTER))
                  : store
                      .announce(
                          ledger.genesis().log(),
                          new Announcement(
                              segment, wish.archive(), wish.erasedUnits(), entry.getAsLong()))
                      .replaceWith(
                          new Outcome.Announced(segment, wish.archive(), entry.getAsLong()));
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
