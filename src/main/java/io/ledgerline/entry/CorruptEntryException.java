package io.ledgerline.entry;

/// Stored or received bytes that claim to be a format of this package and are not.
public final class CorruptEntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public CorruptEntryException(String reason) {
    super(reason);
  }

  /// Says what is wrong, and what found it.
  public CorruptEntryException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
