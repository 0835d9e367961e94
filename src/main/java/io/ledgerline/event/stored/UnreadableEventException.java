package io.ledgerline.event.stored;

/// A payload that is not what the type of its leaf says.
public final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what the leaf's type is, and why the payload is not that.
  public UnreadableEventException(String leafType, String reason) {
    super("not a readable " + leafType + ": " + reason);
  }

  /// Says what the leaf's type is, and why the payload is not that.
  public UnreadableEventException(String leafType, String reason, Throwable cause) {
    super("not a readable " + leafType + ": " + reason, cause);
  }
}
