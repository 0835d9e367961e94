package io.ledgerline.anchor.timestamp;

/// A timestamp of a trusted authority that is of another digest: what it stood beside was replaced.
public final class WrongImprintException extends UntrustedTimestampException {

  private static final long serialVersionUID = 1L;

  WrongImprintException(String reason) {
    super(reason);
  }
}
