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

/// Compares a log with its anchors before anything is written to it.
///
/// A log only grows: one that has fewer entries than an anchor covers, or another root over them,
/// is an older or another state, and whatever were appended to it would fork the log. Thread-safe.
public final class RollbackGuard {

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
  /// @param size of the log, as its store says
  /// @param root over all entries, as its store says
  /// @param roots of the tree over the entries, by size
  /// @param isAnew whether to compare even though that was done a moment ago: the store was lost
  ///   meanwhile, or never asked before
  /// @return fails with [CorruptEntryException] if the log must not be written to
  public Uni<Void> check(long size, Digest root, LongFunction<Uni<Digest>> roots, boolean isAnew) {
    Instant now = clock.instant();
    if (!isAnew && now.isBefore(passedAt.plus(repeatInterval)) && !now.isBefore(passedAt)) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .deferred(anchors::recall)
        .chain(recalled -> compare(recalled, size, root, roots, isAnew))
        .invoke(() -> passedAt = now)
        .onFailure(CorruptEntryException.class)
        .invoke(reason -> refusal = Optional.of(String.valueOf(reason.getMessage())));
  }

  /// Why the last comparison that failed did so; empty if none has.
  public Optional<String> refusal() {
    return refusal;
  }

  /// Without anchors, a head that only moved is left to the next checkpoint.
  private static Uni<Void> compare(
      Recalled recalled, long size, Digest root, LongFunction<Uni<Digest>> roots, boolean isAnew) {
    return switch (recalled) {
      case Recalled.Refused(String reason) ->
          Uni.createFrom().failure(new CorruptEntryException(reason));
      case Recalled.Known(List<Anchor> known) ->
          known.isEmpty() && !isAnew
              ? Uni.createFrom().voidItem()
              : compare(known, size, root, roots);
    };
  }

  /// The tree may hold more than was just read from the store: so its root is compared with the
  /// store's too.
  private static Uni<Void> compare(
      List<Anchor> known, long size, Digest root, LongFunction<Uni<Digest>> roots) {
    Uni<Void> compared = Uni.createFrom().voidItem();
    for (Anchor anchor : known) {
      compared = compared.chain(() -> compare(anchor, size, roots));
    }
    return compared
        .chain(() -> roots.apply(size))
        .invoke(
            actual -> {
              if (!actual.equals(root)) {
                throw new CorruptEntryException(
                    "the head of %d entries has another root than they have".formatted(size));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> compare(Anchor anchor, long size, LongFunction<Uni<Digest>> roots) {
    long anchored = anchor.checkpoint().size();
    if (anchored > size) {
      return Uni.createFrom()
          .failure(
              new CorruptEntryException(
                  "the database has %d entries, the anchor %s covers %d: it is an older state"
                      .formatted(size, anchor.place(), anchored)));
    }
    return roots
        .apply(anchored)
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
