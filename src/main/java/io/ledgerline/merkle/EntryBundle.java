package io.ledgerline.merkle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Consecutive entries in one file (C2SP tlog-tiles, "Log entries"): of each its length as two
/// bytes, big-endian, then its bytes. Entry i of a bundle hashes to hash i of the tile of level 0
/// with the same index.
public final class EntryBundle {

  /// The longest entry, in bytes: the length has two bytes.
  public static final int ENTRY_BYTES_MAX = 65_535;

  private EntryBundle() {}

  /// The bundle of these entries.
  ///
  /// @throws IllegalArgumentException if one is longer than [#ENTRY_BYTES_MAX]
  public static byte[] render(List<ByteBuffer> entries) {
    int sizeBytes = 0;
    for (ByteBuffer entry : entries) {
      if (entry.remaining() > ENTRY_BYTES_MAX) {
        throw new IllegalArgumentException("an entry of " + entry.remaining() + " bytes");
      }
      sizeBytes += 2 + entry.remaining();
    }
    ByteBuffer bundle = ByteBuffer.allocate(sizeBytes);
    entries.forEach(entry -> bundle.putShort((short) entry.remaining()).put(entry.duplicate()));
    return bundle.array();
  }

  /// The entries of a bundle, as views of it.
  ///
  /// @throws IllegalArgumentException if it ends within an entry, or has more than 256
  public static List<ByteBuffer> parse(ByteBuffer bundle) {
    ByteBuffer rest = bundle.duplicate();
    List<ByteBuffer> entries = new ArrayList<>();
    try {
      while (rest.hasRemaining() && entries.size() < TilePath.FULL_WIDTH) {
        int sizeBytes = Short.toUnsignedInt(rest.getShort());
        if (sizeBytes > rest.remaining()) {
          throw new IllegalArgumentException("a bundle that ends within entry " + entries.size());
        }
        entries.add(rest.slice(rest.position(), sizeBytes).asReadOnlyBuffer());
        rest.position(rest.position() + sizeBytes);
      }
    } catch (BufferUnderflowException ended) {
      throw new IllegalArgumentException(
          "a bundle that ends within entry " + entries.size(), ended);
    }
    if (rest.hasRemaining()) {
      throw new IllegalArgumentException("a bundle of more than 256 entries");
    }
    return entries;
  }
}
