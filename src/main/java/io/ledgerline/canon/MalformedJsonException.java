package io.ledgerline.canon;

/// A text that [StrictJsonReader] refuses, with the place and the reason.
public final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Why a text was refused.
  public enum Kind {
    /// Not JSON by RFC 8259.
    SYNTAX,
    /// A name occurs twice in one object, with different values.
    DUPLICATE_NAME,
    /// Invalid UTF-8, or a lone surrogate.
    ENCODING,
    /// More than [JsonLimits] allow.
    LIMIT
  }

  private final Kind kind;
  private final int offset;

  /// A refusal at `offset`, the first byte that could not be accepted.
  public MalformedJsonException(Kind kind, String reason, int offset) {
    super(reason + " at byte " + offset);
    this.kind = kind;
    this.offset = offset;
  }

  /// Why.
  public Kind kind() {
    return kind;
  }

  /// The offset of the first byte that could not be accepted.
  public int offset() {
    return offset;
  }
}
