package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;

/// The log continues another one, which could not go on under its name: its key was compromised, or
/// entries of it are lost.
///
/// @param checkpoint the last checkpoint of the other log that is held to be true, a signed note,
///   verbatim
public record Continuation(String checkpoint) implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.continuation.v1";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CanonicalJson toJson() {
    return KeyRotated.SignedText.toJson("checkpoint", checkpoint);
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static Continuation parse(CanonicalJson json) {
    return new Continuation(KeyRotated.SignedText.parse("checkpoint", json));
  }
}
