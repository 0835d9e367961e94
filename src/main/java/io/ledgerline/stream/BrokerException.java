package io.ledgerline.stream;

/// The broker does not answer, or the ledger takes nothing at the moment.
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }

  BrokerException(String message) {
    super(message);
  }
}
