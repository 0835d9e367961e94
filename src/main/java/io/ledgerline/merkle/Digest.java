package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/// A SHA-256 digest: 32 bytes, immutable, compared by content.
public final class Digest implements Comparable<Digest> {

  /// The number of bytes.
  public static final int SIZE_BYTES = 32;

  /// The root of the tree without leaves, `SHA-256("")` (RFC 9162 section 2.1.1).
  public static final Digest EMPTY_ROOT = new Hasher().finish();

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A digest with a copy of these bytes.
  ///
  /// @throws IllegalArgumentException if they are not 32
  public static Digest of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /// Takes over what a [Hasher] made.
  static Digest ofHasher(byte[] bytes) {
    return new Digest(bytes);
  }

  /// Reads standard base64 with padding, in its one canonical spelling.
  ///
  /// @throws IllegalArgumentException if the text is another spelling, or not of 32 bytes
  public static Digest parseBase64(String text) {
    return of(StrictBase64.decode(text));
  }

  /// Reads 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static Digest parseHex(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    if (!HexFormat.of().formatHex(bytes).equals(text)) {
      throw new IllegalArgumentException("hexadecimal digits must be in lower case");
    }
    return of(bytes);
  }

  /// The hash of a leaf: `SHA-256(0x00 || entry)` (RFC 9162 section 2.1.1).
  public static Digest ofLeaf(ByteBuffer entry) {
    return new Hasher().u8(0).bytes(entry).finish();
  }

  /// The hash of a leaf whose entry lies in an array.
  public static Digest ofLeaf(byte[] array, int offset, int size) {
    return new Hasher().u8(0).bytes(array, offset, size).finish();
  }

  /// The hash of a leaf that is a digest itself.
  public static Digest ofLeaf(Digest entry) {
    return new Hasher().u8(0).digest(entry).finish();
  }

  /// The hash of an inner node: `SHA-256(0x01 || left || right)` (RFC 9162 section 2.1.1).
  public static Digest ofNode(Digest left, Digest right) {
    return new Hasher().u8(1).digest(left).digest(right).finish();
  }

  /// Reads 32 bytes of an array.
  ///
  /// @throws IndexOutOfBoundsException if it has not as many there
  public static Digest of(byte[] array, int offset) {
    return new Digest(
        Arrays.copyOfRange(
            array,
            offset,
            Objects.checkFromIndexSize(offset, SIZE_BYTES, array.length) + SIZE_BYTES));
  }

  void copyTo(byte[] array, int offset) {
    System.arraycopy(bytes, 0, array, offset, SIZE_BYTES);
  }

  /// A fresh array with the 32 bytes.
  public byte[] toArray() {
    return bytes.clone();
  }

  /// A read-only view of the 32 bytes.
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /// Standard base64 with padding: 44 characters.
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Lower-case hexadecimal: 64 characters.
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// The order of the bytes, unsigned.
  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The hexadecimal form.
  @Override
  public String toString() {
    return toHex();
  }
}
