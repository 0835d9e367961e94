package io.ledgerline.anchor.timestamp;

/// A timestamp that proves nothing: malformed, refused by the authority, of something else, or not
/// signed by an authority that is trusted.
public class UntrustedTimestampException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UntrustedTimestampException(String reason) {
    super(reason);
  }

  UntrustedTimestampException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
