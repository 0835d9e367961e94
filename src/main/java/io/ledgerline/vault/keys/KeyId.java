package io.ledgerline.vault.keys;

import io.ledgerline.canon.Bytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// The name of a data key: which chest it lies in, and at which place. It is what a row carries.
///
/// 14 bytes of the chest, of which the first four are its time of making, so that names grow with
/// time; then the place, unsigned, in two.
///
/// @param value all 16 bytes
record KeyId(UUID value) {

  /// The number of bytes.
  static final int SIZE_BYTES = 16;

  private static final int PLACE_BITS = 16;
  private static final int CHEST_DIGITS = 28;
  private static final String SUFFIX = ".keys";

  /// The first key of the chest of this name.
  KeyId first() {
    return at(0);
  }

  /// A key of the same chest.
  KeyId at(int place) {
    long low = value.getLeastSignificantBits() >>> PLACE_BITS << PLACE_BITS;
    return new KeyId(new UUID(value.getMostSignificantBits(), low | place));
  }

  /// The place in the chest.
  int place() {
    return (int) (value.getLeastSignificantBits() & ((1 << PLACE_BITS) - 1));
  }

  /// What the chest's file is called.
  String fileName() {
    return HexFormat.of().formatHex(toArray()).substring(0, CHEST_DIGITS) + SUFFIX;
  }

  /// The first key of the chest with this file name; nothing if it is no chest's.
  static Optional<KeyId> ofFileName(String name) {
    if (name.length() != CHEST_DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(name.substring(0, CHEST_DIGITS) + "0000");
      KeyId id = of(ByteBuffer.wrap(bytes));
      return id.fileName().equals(name) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException noDigits) {
      return Optional.empty();
    }
  }

  /// Reads 16 bytes.
  static KeyId of(ByteBuffer bytes) {
    return new KeyId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  /// The 16 bytes.
  byte[] toArray() {
    return ByteBuffer.allocate(SIZE_BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }

  /// The 16 bytes.
  Bytes bytes() {
    return Bytes.owned(toArray());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
