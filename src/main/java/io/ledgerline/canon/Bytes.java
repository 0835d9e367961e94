package io.ledgerline.canon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// An immutable run of bytes, compared by content: what a record holds instead of a `byte[]`.
///
/// Thread-safe. A slice shares the memory of the run that it was cut from.
public final class Bytes {

  /// No bytes at all.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int size;

  private Bytes(byte[] array, int offset, int size) {
    this.array = array;
    this.offset = offset;
    this.size = size;
  }

  /// A copy of `array`, so that later writes to it are not seen here.
  public static Bytes copyOf(byte[] array) {
    return new Bytes(array.clone(), 0, array.length);
  }

  /// Takes `array` over without a copy: the caller must not write to it again.
  public static Bytes owned(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /// The UTF-8 bytes of `text`.
  ///
  /// @throws IllegalArgumentException if the text holds a lone surrogate, which UTF-8 has no bytes
  ///   for: the JDK would write a question mark
  public static Bytes utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return strictUtf8(text);
      }
    }
    return owned(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes strictUtf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (!new String(encoded, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("a text with a lone surrogate");
    }
    return owned(encoded);
  }

  /// The number of bytes.
  public int size() {
    return size;
  }

  /// The byte at `index`, counted from 0.
  public byte at(int index) {
    return array[offset + checkIndex(index)];
  }

  /// The bytes from `start` (inclusive) to `end` (exclusive), without a copy.
  ///
  /// @throws IndexOutOfBoundsException if the range does not lie within these bytes
  public Bytes slice(int start, int end) {
    if (start < 0 || end < start || end > size) {
      throw new IndexOutOfBoundsException(start + " to " + end + " in " + size + " bytes");
    }
    return new Bytes(array, offset + start, end - start);
  }

  /// A fresh array with these bytes.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + size);
  }

  /// A read-only view, for hashing and writing without a copy.
  public ByteBuffer view() {
    return ByteBuffer.wrap(array, offset, size).slice().asReadOnlyBuffer();
  }

  /// Takes bytes where they lie.
  @FunctionalInterface
  public interface Taker<T> {

    /// Takes `size` bytes of the array; must not write to it, nor keep it.
    T take(byte[] array, int offset, int size);
  }

  /// Hands the bytes over where they lie, without a copy or a view.
  public <T> T to(Taker<T> taker) {
    return taker.take(array, offset, size);
  }

  /// Writes all bytes to `out`.
  ///
  /// @throws IOException if `out` does
  public void writeTo(OutputStream out) throws IOException {
    out.write(array, offset, size);
  }

  /// Writes all bytes to memory.
  public void appendTo(ByteArrayOutputStream out) {
    out.write(array, offset, size);
  }

  /// The bytes as UTF-8 text. Malformed input becomes U+FFFD: for display, not for decisions.
  public String utf8() {
    return new String(array, offset, size, StandardCharsets.UTF_8);
  }

  /// The bytes as UTF-8 text, or nothing if they are not UTF-8.
  public Optional<String> strictUtf8() {
    String text = utf8();
    // U+FFFD stands for malformed input, or for itself: only then it must be told.
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.of(text);
    }
    return utf8(text).equals(this) ? Optional.of(text) : Optional.empty();
  }

  /// The memory that holds these bytes from [#offset] on: for the reader of this package.
  byte[] array() {
    return array;
  }

  int offset() {
    return offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + size, that.array, that.offset, that.offset + that.size);
  }

  @Override
  public int hashCode() {
    return view().hashCode();
  }

  /// Lower-case hexadecimal, at most 32 bytes of it, then the size.
  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(array, offset, offset + Math.min(size, 32));
    return size <= 32 ? hex : hex + "… (" + size + " bytes)";
  }

  private int checkIndex(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " in " + size + " bytes");
    }
    return index;
  }
}
