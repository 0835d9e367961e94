package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;

/// A part of a payload that can be erased alone ("unit").
///
/// Unit 0 has the empty pointer and holds the accepted bytes with every other unit's value replaced
/// by `null`; a further unit holds the exact bytes of the value at its pointer.
///
/// @param pointer RFC 6901 pointer into the payload's JSON; empty for unit 0
/// @param salt 32 random bytes, of this unit alone
/// @param value the bytes, quotes and braces included
public record DataUnit(String pointer, Salt salt, Bytes value) {

  private static final String LABEL = "ledgerline/unit/v1\n";

  /// Checks the pointer.
  ///
  /// @throws CorruptEntryException if it is not one of RFC 6901
  public DataUnit {
    requirePointer(pointer);
  }

  /// Checks a pointer that comes from a store or a file.
  ///
  /// @throws CorruptEntryException if it is not one of RFC 6901
  static void requirePointer(String pointer) {
    try {
      JsonPointer.parse(pointer);
    } catch (IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a unit: " + malformed.getMessage(), malformed);
    }
  }

  /// `SHA-256("ledgerline/unit/v1\n" || salt || u32be(len pointer) || pointer || value)`.
  public Digest digest() {
    Hasher hasher = salt.bytes().to(new Hasher().label(LABEL)::bytes).text(pointer);
    return value.to(hasher::bytes).finish();
  }
}
