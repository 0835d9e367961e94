package io.ledgerline.sparql.computed;

/// A graph is of now alone, and was asked for as of a position.
public final class NotAsOfException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param reason for the person who asked
  public NotAsOfException(String reason) {
    super(reason);
  }
}
