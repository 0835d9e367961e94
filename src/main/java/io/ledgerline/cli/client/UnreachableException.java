package io.ledgerline.cli.client;

/// The service does not answer, or did not for as long as we are willing to wait.
public final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message what to tell the person
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  /// @param message what to tell the person
  public UnreachableException(String message) {
    super(message);
  }
}
