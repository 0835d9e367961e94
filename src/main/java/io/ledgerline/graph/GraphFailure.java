package io.ledgerline.graph;

/// The store cannot be opened or written. Nothing of a failed write is in it.
public final class GraphFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  GraphFailure(String message) {
    super(message);
  }

  GraphFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
