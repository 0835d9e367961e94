package io.ledgerline.graph;

import org.jspecify.annotations.Nullable;

/// The store cannot be opened or written. Nothing of a failed write is in it.
public final class GraphFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// With the reason.
  public GraphFailure(String message) {
    super(message);
  }

  /// With the reason, and what caused it if something did.
  public GraphFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
