package io.ledgerline.vault.keys;

/// The directory of the data keys does not answer, or takes no more: full, read-only, gone. It may
/// pass. What was to be encrypted was not stored.
public final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What was tried; why it failed is said after it.
  KeysUnavailableException(String tried, Throwable cause) {
    super(tried + ": " + cause, cause);
  }
}
