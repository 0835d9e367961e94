package io.ledgerline.embedded;

/// Why the service cannot start, in words for the person who started it: what is wrong, where, and
/// what to do about it.
public final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /// A reason without a cause that a person would want to see.
  public CannotStartException(String message) {
    super(message);
    this.reason = message;
  }

  /// A reason and what brought it about.
  public CannotStartException(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  /// The words for a person: the message.
  public String reason() {
    return reason;
  }
}
