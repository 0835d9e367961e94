package io.ledgerline.note;

/// A note that is well formed, but that no trusted key vouches for: its text must not be used.
public final class UntrustedNoteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says why the note is not trusted.
  public UntrustedNoteException(String reason) {
    super(reason);
  }
}
