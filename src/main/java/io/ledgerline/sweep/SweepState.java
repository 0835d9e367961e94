package io.ledgerline.sweep;

import io.ledgerline.event.system.Sweep;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What this replica knows of sweeps, its own and those of others. Thread-safe.
public final class SweepState {

  private final InstantSource clock;
  private volatile Optional<Newest> newest = Optional.empty();
  private volatile Optional<Instant> began = Optional.empty();
  private volatile List<Finding> findings = List.of();
  private volatile double entriesPerSecond = Double.NaN;

  private record Newest(Sweep sweep, Instant at) {}

  SweepState(InstantSource clock) {
    this.clock = clock;
  }

  void recorded(Sweep sweep, Instant at) {
    newest = Optional.of(new Newest(sweep, at));
  }

  void began(Instant at) {
    began = Optional.of(at);
  }

  void ended(Verification verification, Duration duration) {
    findings =
        verification instanceof Verification.Unsound unsound ? unsound.findings() : List.of();
    entriesPerSecond = verification.entries() / Math.max(1e-3, duration.toNanos() / 1e9);
  }

  /// The newest one that is recorded.
  public Optional<Sweep> newest() {
    return newest.map(Newest::sweep);
  }

  /// What the last sweep of this replica found, in words.
  public List<Finding> findings() {
    return findings;
  }

  /// 1 if the newest was sound, 0 if not, NaN if none is known.
  public double sound() {
    return newest.map(known -> known.sweep().isSound() ? 1.0 : 0.0).orElse(Double.NaN);
  }

  /// How many things the newest found; NaN if none is known.
  public double findingsCount() {
    return newest.map(known -> (double) known.sweep().findingsCount()).orElse(Double.NaN);
  }

  /// Seconds since the newest was recorded, or since the log began if there is none; NaN before
  /// that was looked up.
  public double ageSeconds() {
    return newest
        .map(Newest::at)
        .or(() -> began)
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1_000.0)
        .orElse(Double.NaN);
  }

  /// How fast the last sweep of this replica was; NaN before the first.
  public double entriesPerSecond() {
    return entriesPerSecond;
  }
}
