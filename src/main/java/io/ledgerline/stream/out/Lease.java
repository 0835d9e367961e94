package io.ledgerline.stream.out;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// Whether this replica does what one does for all. Taken anew once half of it is over. For one
/// thread.
///
/// It keeps replicas from getting in one another's way. That two of them never write at once is the
/// broker's: see [Session].
final class Lease {

  private final Function<Duration, Uni<Boolean>> hold;
  private final Duration duration;
  private final Duration timeout;
  private final InstantSource clock;
  private Instant renewAt = Instant.MIN;

  /// @param hold takes or keeps it for a while, and says whether this replica has it
  /// @param timeout for the answer
  Lease(
      Function<Duration, Uni<Boolean>> hold,
      Duration duration,
      Duration timeout,
      InstantSource clock) {
    this.hold = hold;
    this.duration = duration;
    this.timeout = timeout;
    this.clock = clock;
  }

  /// Whether this replica has it now. Asks where it has been a while.
  boolean isHeld() {
    Instant now = clock.instant();
    if (now.isBefore(renewAt)) {
      return true;
    }
    boolean isHeld = hold.apply(duration).await().atMost(timeout);
    renewAt = isHeld ? now.plus(duration.dividedBy(2)) : Instant.MIN;
    return isHeld;
  }

  /// Has the next question asked, whatever was answered last.
  void forget() {
    renewAt = Instant.MIN;
  }

  /// When whoever does not have it asks again.
  Duration patience() {
    return duration.dividedBy(2);
  }
}
