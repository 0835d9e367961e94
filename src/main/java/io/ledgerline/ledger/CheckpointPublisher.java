package io.ledgerline.ledger;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Signs what is durable, and offers it for publication: a checkpoint for the newest size, when the
/// log has grown, by itself or when it is told to.
///
/// One after the other: while an offer stands nothing new is signed. The root that is signed is the
/// one of our own [HashTree], after the head in the store and the checkpoint before it were found
/// to agree with it, and after every tile and bundle that is full at that size was kept.
/// Thread-safe.
final class CheckpointPublisher {

  private final Ledger.Setup setup;
  private final Genesis genesis;
  private final HashTree tree;
  private final Progress progress;
  private final Consumer<String> halt;
  private volatile Signed signed = Signed.NOTHING;
  private volatile boolean isAgreed;
  private @Nullable Uni<Void> round;
  private volatile @Nullable ScheduledFuture<?> scheduled;

  /// A checkpoint and the note that signs it.
  ///
  /// @param note empty for the log without entries, which is not signed
  record Signed(long size, Optional<SignedNote> note) {

    static final Signed NOTHING = new Signed(0, Optional.empty());
  }

  /// A publisher that does nothing yet.
  ///
  /// @param halt ends all writing, for the reason that it is given
  CheckpointPublisher(
      Ledger.Setup setup,
      Genesis genesis,
      HashTree tree,
      Progress progress,
      Consumer<String> halt) {
    this.setup = setup;
    this.genesis = genesis;
    this.tree = tree;
    this.progress = progress;
    this.halt = halt;
  }

  /// Takes up what was signed and published before, or by another replica.
  ///
  /// @param size how many entries the log has, as far as is known
  /// @throws CorruptEntryException within the Uni if it is not signed by the log's key, or for more
  ///   entries than there are
  Uni<Void> resume(long size) {
    return setup
        .checkpoints()
        .newest(genesis.log())
        .call(
            stored ->
                stored
                    .map(note -> resume(new Signed(opened(note).size(), stored), size))
                    .orElseGet(CheckpointPublisher::done))
        .chain(setup.publication()::resume);
  }

  private Uni<Void> resume(Signed stored, long size) {
    if (stored.size() <= size) {
      return done().invoke(() -> heardOf(stored));
    }
    // Entries may have come since the size was read; they came before the checkpoint.
    return setup
        .entries()
        .head(genesis.log())
        .invoke(
            head -> {
              if (stored.size() > head.size()) {
                throw new CorruptEntryException(
                    "a checkpoint of %d entries was signed, the log has %d"
                        .formatted(stored.size(), head.size()));
              }
              heardOf(stored);
            })
        .replaceWithVoid();
  }

  /// The newest checkpoint that is published.
  Optional<SignedNote> newest() {
    return setup.publication().newest();
  }

  /// The newest checkpoint that is signed, published or not.
  Optional<SignedNote> newestSigned() {
    return signed.note();
  }

  /// Publishes from now on, at every interval.
  void start() {
    long interval = setup.settings().checkpointInterval().toNanos();
    scheduled =
        setup
            .executor()
            .scheduleWithFixedDelay(this::publishIfWell, interval, interval, NANOSECONDS);
  }

  /// Publishes no more by itself.
  void close() {
    ScheduledFuture<?> running = scheduled;
    if (running != null) {
      running.cancel(false);
    }
  }

  /// Signs what is durable now, and offers it.
  ///
  /// @return the published checkpoint then, which may be an older one; fails with
  ///   [Ledger.HaltedException] if nothing is written any more, also because the log is found not
  ///   to be what it was
  Uni<Optional<SignedNote>> publish() {
    return Uni.createFrom()
        .deferred(
            () -> {
              long wanted = progress.size();
              return round().chain(() -> signed.size() < wanted ? round() : done());
            })
        .map(done -> newest());
  }

  /// The round that runs, or a new one.
  private synchronized Uni<Void> round() {
    Uni<Void> running = round;
    if (running == null) {
      running =
          Uni.createFrom()
              .deferred(this::signAndOffer)
              .onFailure(CorruptEntryException.class)
              .transform(this::halted)
              .onTermination()
              .invoke(this::roundDone)
              .memoize()
              .indefinitely();
      round = running;
    }
    return running;
  }

  private synchronized void roundDone() {
    round = null;
  }

  private Ledger.HaltedException halted(Throwable impossible) {
    String reason = String.valueOf(impossible.getMessage());
    halt.accept(reason);
    return new Ledger.HaltedException(reason);
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }

  private void publishIfWell() {
    if (progress.haltReason().isEmpty()) {
      // A store that does not answer is asked again after the next interval.
      publish()
          .subscribe()
          .with(
              published ->
                  setup
                      .publication()
                      .fault()
                      .ifPresentOrElse(
                          progress.publishing()::failed, progress.publishing()::passed),
              progress.publishing()::failed);
    }
  }

  private Uni<Void> signAndOffer() {
    progress
        .haltReason()
        .ifPresent(
            reason -> {
              throw new Ledger.HaltedException(reason);
            });
    long sizeBefore = progress.size();
    return setup
        .entries()
        .head(genesis.log())
        .chain(
            head -> {
              if (head.size() < sizeBefore) {
                throw new CorruptEntryException(
                    "the log had %d entries and now has %d".formatted(sizeBefore, head.size()));
              }
              progress.grow(head.size());
              return sign(head);
            })
        .chain(this::offer);
  }

  private Uni<Void> offer(Signed newest) {
    return newest
        .note()
        .map(
            note ->
                new Publication.Offer(
                    opened(note),
                    note,
                    new PublishedLog.Asked(
                        setup.entries(), genesis.log(), tree, setup.keys().trusted())))
        .map(setup.publication()::offer)
        .orElseGet(CheckpointPublisher::done);
  }

  /// Signs a durable head, if it is not signed. The first time, what was signed before is compared,
  /// and its tiles are made where they are missing, even if there is nothing new.
  ///
  /// @return what is signed then
  /// @throws CorruptEntryException within the Uni if the head, or the checkpoint before, has
  ///   another root than the tree over the stored leaf hashes
  private Uni<Signed> sign(Head head) {
    Signed before = signed;
    if (head.size() <= before.size()) {
      return isAgreed
          ? Uni.createFrom().item(before)
          : agreed(before).chain(() -> tree.integrate(before.size())).replaceWith(before);
    }
    return agreed(before)
        .chain(() -> tree.integrate(head.size()))
        .chain(() -> tree.root(head.size()))
        .chain(
            root -> {
              if (!root.equals(head.root())) {
                throw new CorruptEntryException(
                    "the head of %d entries has another root than they have"
                        .formatted(head.size()));
              }
              Checkpoint checkpoint = new Checkpoint(genesis.origin(), head.size(), root);
              SignedNote note = setup.keys().sign(checkpoint.text());
              return setup
                  .checkpoints()
                  .keep(genesis.log(), checkpoint, note)
                  .map(kept -> accepted(checkpoint, kept));
            });
  }

  private Uni<Void> agreed(Signed before) {
    if (before.note().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Checkpoint earlier = opened(before.note().get());
    return tree.root(earlier.size())
        .invoke(
            root -> {
              if (!root.equals(earlier.root())) {
                throw new CorruptEntryException(
                    "the first %d entries are not those that were signed"
                        .formatted(earlier.size()));
              }
              isAgreed = true;
            })
        .replaceWithVoid();
  }

  private Signed accepted(Checkpoint checkpoint, SignedNote kept) {
    if (!opened(kept).equals(checkpoint)) {
      throw new CorruptEntryException(
          "another checkpoint of %d entries was signed before".formatted(checkpoint.size()));
    }
    return heardOf(new Signed(checkpoint.size(), Optional.of(kept)));
  }

  private synchronized Signed heardOf(Signed other) {
    if (signed.size() < other.size()) {
      signed = other;
    }
    return signed;
  }

  private Checkpoint opened(SignedNote note) {
    try {
      return Checkpoint.open(note, setup.keys().trusted());
    } catch (UntrustedNoteException untrusted) {
      throw new CorruptEntryException(
          "a stored checkpoint is not signed by " + setup.keys().history().current(), untrusted);
    }
  }
}
