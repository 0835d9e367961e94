package io.ledgerline.ledger;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Signs what is durable: a checkpoint for the newest size, when the log has grown, by itself or
/// when it is told to.
///
/// The root that is signed is the one of our own [HashTree], after the head in the store and the
/// checkpoint before it were found to agree with it. Thread-safe.
final class CheckpointPublisher {

  private final Ledger.Setup setup;
  private final Genesis genesis;
  private final HashTree tree;
  private final Progress progress;
  private final Consumer<String> halt;
  private volatile Published newest = Published.NOTHING;
  private volatile @Nullable ScheduledFuture<?> scheduled;

  /// A checkpoint and the note that signs it.
  ///
  /// @param note empty for the log without entries, which is not signed
  record Published(long size, Optional<SignedNote> note) {

    static final Published NOTHING = new Published(0, Optional.empty());
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

  /// Takes up what was published before.
  ///
  /// @param head where the log ends
  /// @throws CorruptEntryException within the Uni if it is not signed by the log's key, or for more
  ///   entries than there are
  Uni<Void> resume(Head head) {
    return setup
        .checkpoints()
        .newest(genesis.log())
        .invoke(
            stored ->
                stored.ifPresent(
                    note -> {
                      Checkpoint checkpoint = opened(note);
                      if (checkpoint.size() > head.size()) {
                        throw new CorruptEntryException(
                            "a checkpoint of %d entries was signed, the log has %d"
                                .formatted(checkpoint.size(), head.size()));
                      }
                      newest = new Published(checkpoint.size(), stored);
                    }))
        .replaceWithVoid();
  }

  /// The newest checkpoint.
  Published newest() {
    return newest;
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

  /// Publishes what is durable now.
  ///
  /// @return fails with [Ledger.HaltedException] if nothing is written any more, also because the
  ///   log is found not to be what it was
  Uni<Optional<SignedNote>> publish() {
    return Uni.createFrom()
        .deferred(
            () -> {
              progress
                  .haltReason()
                  .ifPresent(
                      reason -> {
                        throw new Ledger.HaltedException(reason);
                      });
              return publishAfter(progress.size());
            })
        .onFailure(CorruptEntryException.class)
        .transform(
            impossible -> {
              String reason = String.valueOf(impossible.getMessage());
              halt.accept(reason);
              return new Ledger.HaltedException(reason);
            });
  }

  private void publishIfWell() {
    if (progress.haltReason().isEmpty()) {
      // A store that does not answer is asked again after the next interval.
      publish()
          .subscribe()
          .with(published -> progress.publishing().passed(), progress.publishing()::failed);
    }
  }

  private Uni<Optional<SignedNote>> publishAfter(long sizeBefore) {
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
              return publish(head);
            })
        .map(Published::note);
  }

  /// Publishes a durable head.
  ///
  /// @return the newest checkpoint then
  /// @throws CorruptEntryException within the Uni if the head, or the checkpoint before, has
  ///   another root than the tree over the stored leaf hashes
  private Uni<Published> publish(Head head) {
    Published before = newest;
    if (head.size() <= before.size()) {
      return Uni.createFrom().item(before);
    }
    return agreed(before)
        .chain(() -> tree.root(head.size()))
        .chain(
            root -> {
              if (!root.equals(head.root())) {
                throw new CorruptEntryException(
                    "the head of %d entries has another root than they have"
                        .formatted(head.size()));
              }
              Checkpoint checkpoint = new Checkpoint(genesis.origin(), head.size(), root);
              SignedNote note = setup.key().sign(checkpoint.text());
              return setup
                  .checkpoints()
                  .keep(genesis.log(), checkpoint, note)
                  .map(kept -> accepted(checkpoint, kept));
            });
  }

  private Uni<Void> agreed(Published before) {
    if (before.note().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Checkpoint signed = opened(before.note().get());
    return tree.root(signed.size())
        .invoke(
            root -> {
              if (!root.equals(signed.root())) {
                throw new CorruptEntryException(
                    "the first %d entries are not those that were signed".formatted(signed.size()));
              }
            })
        .replaceWithVoid();
  }

  private synchronized Published accepted(Checkpoint checkpoint, SignedNote kept) {
    if (!opened(kept).equals(checkpoint)) {
      throw new CorruptEntryException(
          "another checkpoint of %d entries was signed before".formatted(checkpoint.size()));
    }
    if (newest.size() < checkpoint.size()) {
      newest = new Published(checkpoint.size(), Optional.of(kept));
    }
    return newest;
  }

  private Checkpoint opened(SignedNote note) {
    try {
      return Checkpoint.open(note, List.of(genesis.key()));
    } catch (UntrustedNoteException untrusted) {
      throw new CorruptEntryException(
          "a stored checkpoint is not signed by " + genesis.key().text(), untrusted);
    }
  }
}
