package io.ledgerline.cli;

/// A command line that says something we do not understand; the message tells the person what.
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
