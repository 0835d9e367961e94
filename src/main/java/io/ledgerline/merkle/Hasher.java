package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over a sequence of parts, integers big-endian.
///
/// For one digest, on one thread.
public final class Hasher {

  private final MessageDigest sha256;

  /// Starts a digest.
  public Hasher() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// Adds the lowest eight bits of `value`.
  public Hasher u8(int value) {
    sha256.update((byte) value);
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
    sha256.update(bytes.duplicate());
    return this;
  }

  /// Adds a digest's 32 bytes.
  public Hasher digest(Digest digest) {
    return bytes(digest.view());
  }

  /// Adds the bytes of an ASCII label, such as `ledgerline/unit/v1` and its line feed.
  public Hasher label(String label) {
    sha256.update(label.getBytes(StandardCharsets.US_ASCII));
    return this;
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
    u32(utf8.length);
    sha256.update(utf8);
    return this;
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
    return Digest.ofHasher(sha256.digest());
  }
}
