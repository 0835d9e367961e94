package io.ledgerline.event.openlineage;

/// The step of a run that an event reports.
public enum EventType {
  /// The run began.
  START,
  /// The run goes on.
  RUNNING,
  /// The run ended well.
  COMPLETE,
  /// The run was stopped.
  ABORT,
  /// The run ended with an error.
  FAIL,
  /// More about a run in whatever state; may come before `START`.
  OTHER;

  /// Whether a run is over after this.
  public boolean isTerminal() {
    return this == COMPLETE || this == ABORT || this == FAIL;
  }
}
