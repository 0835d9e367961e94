package io.ledgerline.merkle;

/// A proof that cannot be one, whatever it should prove.
public final class MalformedProofException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public MalformedProofException(String reason) {
    super(reason);
  }
}
