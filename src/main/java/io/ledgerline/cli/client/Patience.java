package io.ledgerline.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How a service that is busy (503) is waited for, and what the person is told meanwhile: that we
/// wait and why, at most every [#TELL_INTERVAL], whichever request it is, and when it goes on.
///
/// May be used by several threads.
public final class Patience {

  /// A person who waits is told again after this.
  public static final Duration TELL_INTERVAL = Duration.ofSeconds(30);

  private final Optional<Duration> waitMax;
  private final Terminal terminal;
  private final Connection.Pause pause;
  private final InstantSource clock;
  private Optional<Instant> told = Optional.empty();

  /// @param waitMax how long one request is tried again; empty for without end
  /// @param pause how to wait between two attempts
  public Patience(
      Optional<Duration> waitMax, Terminal terminal, Connection.Pause pause, InstantSource clock) {
    this.waitMax = waitMax;
    this.terminal = terminal;
    this.pause = pause;
    this.clock = clock;
  }

  /// The time now, from which a request is measured.
  Instant begin() {
    return clock.instant();
  }

  /// Waits before a request is sent again.
  ///
  /// @param begun when it was sent for the first time
  /// @param delay what the service asks for
  /// @throws UnreachableException if that would be longer than [#waitMax]
  void take(Instant begun, Duration delay, Answer busy) throws InterruptedException {
    Instant now = clock.instant();
    Duration waited = Duration.between(begun, now);
    if (waitMax.isPresent() && waited.plus(delay).compareTo(waitMax.get()) > 0) {
      throw new UnreachableException(
          "the service stays busy ("
              + busy.reason()
              + "): given up after "
              + waited.toSeconds()
              + " s; --wait SECONDS says how long to wait");
    }
    tell(now, waited, busy.reason());
    pause.take(delay);
  }

  /// A request that had to wait was taken.
  void over(Instant begun) {
    boolean wasTold;
    synchronized (this) {
      wasTold = told.isPresent();
      told = Optional.empty();
    }
    if (wasTold) {
      terminal.note(
          "ledgerline: the service goes on, after "
              + Duration.between(begun, clock.instant()).toSeconds()
              + " s");
    }
  }

  private void tell(Instant now, Duration waited, String reason) {
    synchronized (this) {
      if (told.isPresent() && now.isBefore(told.get().plus(TELL_INTERVAL))) {
        return;
      }
      told = Optional.of(now);
    }
    String since = waited.toSeconds() == 0 ? "" : ", " + waited.toSeconds() + " s so far";
    terminal.note("ledgerline: service busy (" + reason + "), waiting" + since);
  }
}
