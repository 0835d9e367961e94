package io.ledgerline.stream;

/// The broker does not answer, or the ledger takes nothing at the moment.
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// With what the broker said.
  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }

  /// With a sentence of ours.
  public BrokerException(String message) {
    super(message);
  }
}
