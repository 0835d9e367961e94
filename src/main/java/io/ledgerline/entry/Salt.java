package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.StrictBase64;
import java.util.random.RandomGenerator;

/// 32 random bytes that keep a digest from being guessed; deleted with what they protect.
///
/// @param bytes the 32 bytes
public record Salt(Bytes bytes) {

  /// The number of bytes.
  public static final int SIZE_BYTES = 32;

  /// Checks the size.
  ///
  /// @throws CorruptEntryException if there are not 32 bytes
  public Salt {
    if (bytes.size() != SIZE_BYTES) {
      throw new CorruptEntryException("a salt has 32 bytes, not " + bytes.size());
    }
  }

  /// A fresh salt.
  ///
  /// @param random must be unpredictable: a `SecureRandom` wherever producers are real
  public static Salt random(RandomGenerator random) {
    byte[] bytes = new byte[SIZE_BYTES];
    random.nextBytes(bytes);
    return new Salt(Bytes.owned(bytes));
  }

  /// Reads standard base64.
  ///
  /// @throws CorruptEntryException if the text is not the base64 of 32 bytes
  public static Salt parseBase64(String text) {
    try {
      return new Salt(Bytes.owned(StrictBase64.decode(text)));
    } catch (IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a salt", malformed);
    }
  }

  /// Standard base64.
  public String toBase64() {
    return StrictBase64.encode(bytes.toArray());
  }

  /// Nothing: a salt must not reach a log file.
  @Override
  public String toString() {
    return "salt";
  }
}
