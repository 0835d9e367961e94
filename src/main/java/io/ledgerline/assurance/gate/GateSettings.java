package io.ledgerline.assurance.gate;

import java.time.Duration;

/// Limits of the gate.
///
/// @param patience how long the graph may take to reach the newest entry. Default 10 s
/// @param versionsMax of how many dataset versions a model may rest on. Default 1,000
public record GateSettings(Duration patience, int versionsMax) {

  /// Every default.
  public static final GateSettings DEFAULTS = new GateSettings(Duration.ofSeconds(10), 1_000);

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is not positive
  public GateSettings {
    if (!patience.isPositive() || versionsMax < 1) {
      throw new IllegalArgumentException(patience + ", " + versionsMax + " versions");
    }
  }
}
