package io.ledgerline.dossier.trace;

/// What a model version rests on is more than can be laid out.
public final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooLargeException(int versionsMax) {
    super("the data rests on more than " + versionsMax + " dataset versions");
  }
}
