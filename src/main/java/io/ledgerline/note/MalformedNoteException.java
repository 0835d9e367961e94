package io.ledgerline.note;

/// A text that is no key, note, checkpoint or proof file.
public final class MalformedNoteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public MalformedNoteException(String reason) {
    super(reason);
  }

  /// Says what is wrong, and what found it.
  public MalformedNoteException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
