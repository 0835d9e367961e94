package io.ledgerline.cli.client;

/// Something that a command, or a step of the demo, needed did not happen; the message tells the
/// person what.
public final class FailedStepException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message what to tell the person
  public FailedStepException(String message) {
    super(message);
  }

  /// @param message what to tell the person
  public FailedStepException(String message, Throwable cause) {
    super(message, cause);
  }
}
