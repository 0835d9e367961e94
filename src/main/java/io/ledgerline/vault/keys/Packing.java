package io.ledgerline.vault.keys;

import io.ledgerline.canon.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Bytes made smaller before they are encrypted: ciphertext cannot be, and events of a few
/// kilobytes take a third and less. For one thread at a time.
///
/// Packed bytes start with what they are: `0` and the bytes, or `1`, the number of bytes (u32be)
/// and raw DEFLATE (RFC 1951) of them.
final class Packing {

  /// Shorter ones are left as they are: PostgreSQL did not pack them either.
  static final int SIZE_BYTES_MIN = 2_000;

  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;
  private static final int DEFLATED_HEADER = 1 + Integer.BYTES;

  /// Less gain is not worth it.
  private static final int GAIN_PART = 8;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final Inflater inflater = new Inflater(true);

  /// Packs.
  byte[] pack(Bytes plain) {
    int size = plain.size();
    if (size >= SIZE_BYTES_MIN) {
      byte[] packed = new byte[size - size / GAIN_PART];
      deflater.reset();
      deflater.setInput(plain.view());
      deflater.finish();
      int count = deflater.deflate(packed, DEFLATED_HEADER, packed.length - DEFLATED_HEADER);
      if (deflater.finished()) {
        ByteBuffer.wrap(packed).put(DEFLATED).putInt(size);
        return Arrays.copyOf(packed, DEFLATED_HEADER + count);
      }
    }
    ByteBuffer whole = ByteBuffer.allocate(1 + size).put(PLAIN).put(plain.view());
    return whole.array();
  }

  /// Whether packed bytes are smaller than what is in them.
  static boolean isSmaller(byte[] packed) {
    return packed[0] == DEFLATED;
  }

  /// Unpacks.
  ///
  /// @throws DataFormatException if nothing here packed them
  Bytes unpack(byte[] packed) throws DataFormatException {
    if (packed.length > 0 && packed[0] == PLAIN) {
      return Bytes.owned(packed).slice(1, packed.length);
    }
    if (packed.length < DEFLATED_HEADER || packed[0] != DEFLATED) {
      throw new DataFormatException("neither plain nor deflated");
    }
    int size = ByteBuffer.wrap(packed, 1, Integer.BYTES).getInt();
    if (size < SIZE_BYTES_MIN) {
      throw new DataFormatException("deflated, and too short for it");
    }
    byte[] plain = new byte[size];
    inflater.reset();
    inflater.setInput(packed, DEFLATED_HEADER, packed.length - DEFLATED_HEADER);
    int count = inflater.inflate(plain);
    if (count != size || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
      throw new DataFormatException("not as long as it says");
    }
    return Bytes.owned(plain);
  }
}
