package io.ledgerline.ledger.guard;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.ledger.guard.Anchors.Anchor;
import io.ledgerline.ledger.guard.Anchors.Recalled;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// Compares a log with its anchors before anything is written to it.
///
/// A log only grows: one that has fewer entries than an anchor covers, or another root over them,
/// is an older or another state, and whatever were appended to it would fork the log. Thread-safe.
public final class RollbackGuard {

  /// A log as its store has it.
  ///
  /// @param size how many entries it had when the store was asked
  /// @param root over as many entries
  /// @param roots of the tree over the entries, by size
  /// @param sizeNow asks the store once more: other replicas write to it
  public record Stored(
      long size, Digest root, LongFunction<Uni<Digest>> roots, Supplier<Uni<Long>> sizeNow) {}

  private final Anchors anchors;
  private final InstantSource clock;
  private final Duration repeatInterval;
  private volatile Instant passedAt = Instant.MIN;
  private volatile Optional<String> refusal = Optional.empty();

  /// A guard over these anchors.
  ///
  /// @param repeatInterval how long a comparison counts, where only the head moved
  public RollbackGuard(Anchors anchors, InstantSource clock, Duration repeatInterval) {
    this.anchors = anchors;
    this.clock = clock;
    this.repeatInterval = repeatInterval;
  }

  /// A guard of logs that have no anchors: it lets everything pass.
  public static RollbackGuard none() {
    return new RollbackGuard(Anchors.NONE, InstantSource.system(), Duration.ZERO);
  }

  /// Compares.
  ///
  /// @param isAnew whether to compare even though that was done a moment ago: the store was lost
  ///   meanwhile, or never asked before
  /// @return fails with [CorruptEntryException] if the log must not be written to
  public Uni<Void> check(Stored log, boolean isAnew) {
    Instant now = clock.instant();
    if (!isAnew && now.isBefore(passedAt.plus(repeatInterval)) && !now.isBefore(passedAt)) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .deferred(anchors::recall)
        .chain(recalled -> compare(recalled, log, isAnew))
        .invoke(() -> passedAt = now)
        .onFailure(CorruptEntryException.class)
        .invoke(reason -> refusal = Optional.of(String.valueOf(reason.getMessage())));
  }

  /// Why the last comparison that failed did so; empty if none has.
  public Optional<String> refusal() {
    return refusal;
  }

  /// Without anchors, a head that only moved is left to the next checkpoint.
  private static Uni<Void> compare(Recalled recalled, Stored log, boolean isAnew) {
    return switch (recalled) {
      case Recalled.Refused(String reason) ->
          Uni.createFrom().failure(new CorruptEntryException(reason));
      case Recalled.Known(List<Anchor> known) ->
          known.isEmpty() && !isAnew ? Uni.createFrom().voidItem() : compare(known, log);
    };
  }

  /// The tree may hold more than was just read from the store: so its root is compared with the
  /// store's too.
  private static Uni<Void> compare(List<Anchor> known, Stored log) {
    Uni<Void> compared = Uni.createFrom().voidItem();
    for (Anchor anchor : known) {
      compared = compared.chain(() -> compare(anchor, log));
    }
    return compared
        .chain(() -> log.roots().apply(log.size()))
        .invoke(
            actual -> {
              if (!actual.equals(log.root())) {
                throw new CorruptEntryException(
                    "the head of %d entries has another root than they have".formatted(log.size()));
              }
            })
        .replaceWithVoid();
  }

  /// Another replica may have written and anchored more since the size was asked for: an anchor
  /// that was there before the store is asked again is never ahead of it.
  private static Uni<Void> compare(Anchor anchor, Stored log) {
    long anchored = anchor.checkpoint().size();
    Uni<Long> size =
        anchored > log.size() ? log.sizeNow().get() : Uni.createFrom().item(log.size());
    return size.invoke(
            now -> {
              if (anchored > now) {
                throw new CorruptEntryException(
                    "the database has %d entries, the anchor %s covers %d: it is an older state"
                        .formatted(now, anchor.place(), anchored));
              }
            })
        .chain(() -> log.roots().apply(anchored))
        .invoke(
            actual -> {
              if (!actual.equals(anchor.checkpoint().root())) {
                throw new CorruptEntryException(
                    "the first %d entries have the root %s, the anchor %s says %s"
                        .formatted(
                            anchored,
                            actual.toHex(),
                            anchor.place(),
                            anchor.checkpoint().root().toHex()));
              }
            })
        .replaceWithVoid();
  }
}
