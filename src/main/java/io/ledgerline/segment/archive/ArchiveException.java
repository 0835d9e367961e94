package io.ledgerline.segment.archive;

/// An export that cannot be made, or is not what it says; the message names the file.
public final class ArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public ArchiveException(String reason) {
    super(reason);
  }

  /// Says what is wrong, and what it came from.
  public ArchiveException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
