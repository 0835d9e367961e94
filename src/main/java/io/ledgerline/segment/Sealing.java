package io.ledgerline.segment;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.Recorder;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;

/// Seals segments: each one that a published checkpoint covers, in their order, once.
///
/// One replica does it at a time; should two overlap, the entry is the same one. A contradiction
/// between what is sealed and what the entries give ends all writing. Thread-safe; a Uni does
/// nothing before it is subscribed to.
public final class Sealing {

  private final Ledger ledger;
  private final SegmentStore store;
  private final Recorder recorder;
  private final Supplier<Uni<Boolean>> isOurs;

  /// What seals the segments of a log.
  ///
  /// @param recorder makes the entries
  /// @param isOurs whether this replica may, for now
  public Sealing(
      Ledger ledger, SegmentStore store, Recorder recorder, Supplier<Uni<Boolean>> isOurs) {
    this.ledger = ledger;
    this.store = store;
    this.recorder = recorder;
    this.isOurs = isOurs;
  }

  /// Seals every segment that can be.
  ///
  /// @return how many; fails with [CorruptEntryException] if a segment was sealed with another root
  ///   than its entries give, and the ledger writes no more
  public Uni<Integer> run() {
    return Uni.createFrom()
        .deferred(isOurs::get)
        .chain(ours -> ours ? store.count(log().log()).chain(next -> sealFrom(next, 0)) : nothing())
        .onFailure(CorruptEntryException.class)
        .invoke(impossible -> ledger.halt(String.valueOf(impossible.getMessage())));
  }

  private Uni<Integer> sealFrom(long number, int done) {
    Genesis genesis = log();
    int height = Long.numberOfTrailingZeros(genesis.segmentSize());
    return ledger
        .published()
        .subtree(height, number)
        .chain(
            root ->
                root.map(hash -> seal(number, hash).chain(() -> sealFrom(number + 1, done + 1)))
                    .orElseGet(() -> Uni.createFrom().item(done)));
  }

  private Uni<Void> seal(long number, Digest root) {
    long first = number * log().segmentSize();
    long last = first + log().segmentSize() - 1;
    return ledger
        .entry(last)
        .map(
            found ->
                found
                    .orElseThrow(() -> new CorruptEntryException("entry " + last + " is missing"))
                    .chainHash())
        .chain(
            chainHash ->
                recorder
                    .record(
                        new SegmentSeal(number, first, last, root.toHex(), chainHash.toHex()),
                        Submission.Beside.NOTHING)
                    .chain(
                        appended ->
                            placeOf(number, appended)
                                .map(
                                    index ->
                                        store.keep(
                                            log().log(),
                                            new Segment(
                                                number, first, last, root, chainHash, index)))
                                .orElseGet(
                                    () ->
                                        Uni.createFrom()
                                            .failure(
                                                new IllegalStateException(
                                                    "the ledger is overloaded; segment "
                                                        + number
                                                        + " is sealed later")))));
  }

  /// The index of the entry; empty where nobody knows yet.
  private static Optional<Long> placeOf(long number, Appended appended) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> Optional.of(receipt.index());
      case Appended.Repeated(var receipt) -> Optional.of(receipt.index());
      case Appended.Erased(var index, var _) -> Optional.of(index);
      case Appended.Detached(var index) -> Optional.of(index);
      case Appended.Contradicted(var index) ->
          throw new CorruptEntryException(
              "segment %d was sealed by entry %d, and its entries are no longer those"
                  .formatted(number, index));
      case Appended.Overloaded _ -> Optional.empty();
    };
  }

  private static Uni<Integer> nothing() {
    return Uni.createFrom().item(0);
  }

  private Genesis log() {
    return ledger.genesis();
  }
}
