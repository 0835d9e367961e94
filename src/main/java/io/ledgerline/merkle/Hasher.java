package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over a sequence of parts, integers big-endian.
///
/// For one digest, on one thread.
public final class Hasher {

  /// Never fed: copying it is several times cheaper than asking the platform for another.
  private static final MessageDigest FRESH = ofPlatform();

  /// Room for small parts, so that they are handed on together: two digests and a label.
  private static final int SMALL_BYTES_MAX = 128;

  private final MessageDigest sha256;
  private final byte[] small = new byte[SMALL_BYTES_MAX];
  private int smallBytes;

  /// Starts a digest.
  public Hasher() {
    this.sha256 = fresh();
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException notOfThisPlatform) {
      return ofPlatform();
    }
  }

  private static MessageDigest ofPlatform() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// Adds the lowest eight bits of `value`.
  public Hasher u8(int value) {
    makeRoom(1);
    small[smallBytes++] = (byte) value;
    return this;
  }

  /// Adds four bytes.
  public Hasher u32(int value) {
    return u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  /// Adds eight bytes.
  public Hasher u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  /// Adds bytes as they are; the buffer's position does not move.
  public Hasher bytes(ByteBuffer bytes) {
    if (bytes.remaining() <= SMALL_BYTES_MAX) {
      makeRoom(bytes.remaining());
      bytes.get(bytes.position(), small, smallBytes, bytes.remaining());
      smallBytes += bytes.remaining();
      return this;
    }
    flush();
    sha256.update(bytes.duplicate());
    return this;
  }

  /// Adds `size` bytes of an array as they are.
  public Hasher bytes(byte[] array, int offset, int size) {
    if (size <= SMALL_BYTES_MAX) {
      makeRoom(size);
      System.arraycopy(array, offset, small, smallBytes, size);
      smallBytes += size;
      return this;
    }
    flush();
    sha256.update(array, offset, size);
    return this;
  }

  /// Adds a digest's 32 bytes.
  public Hasher digest(Digest digest) {
    makeRoom(Digest.SIZE_BYTES);
    digest.copyTo(small, smallBytes);
    smallBytes += Digest.SIZE_BYTES;
    return this;
  }

  /// Adds the bytes of an ASCII label, such as `ledgerline/unit/v1` and its line feed.
  public Hasher label(String label) {
    byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
    return bytes(ascii, 0, ascii.length);
  }

  private void makeRoom(int bytes) {
    if (smallBytes + bytes > SMALL_BYTES_MAX) {
      flush();
    }
  }

  private void flush() {
    sha256.update(small, 0, smallBytes);
    smallBytes = 0;
  }

  /// Adds the length of the UTF-8 form as four bytes, then the UTF-8 form.
  ///
  /// @throws IllegalArgumentException if the text holds a lone surrogate: the JDK would hash a
  ///   question mark for it, and two texts would have one digest
  public Hasher text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (hasSurrogate(text) && !new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("a text with a lone surrogate");
    }
    return u32(utf8.length).bytes(utf8, 0, utf8.length);
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /// The digest of everything added.
  public Digest finish() {
    flush();
    return Digest.ofHasher(sha256.digest());
  }
}
