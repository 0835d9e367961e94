package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Consecutive hashes of one level of tiles, 32 bytes each and no object for each (C2SP
/// tlog-tiles).
///
/// Immutable, compared by content.
public final class Tile {

  private final byte[] bytes;

  private Tile(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A tile with these hashes.
  ///
  /// @throws IllegalArgumentException if there are none, or more than 256
  public static Tile of(List<Digest> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Digest.SIZE_BYTES);
    hashes.forEach(hash -> bytes.put(hash.view()));
    return parse(bytes.flip());
  }

  /// Reads the served form: the hashes, one behind the other.
  ///
  /// @throws IllegalArgumentException if the bytes are none, no multiple of 32, or too many
  public static Tile parse(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    int width = copy.length / Digest.SIZE_BYTES;
    if (copy.length % Digest.SIZE_BYTES != 0 || width < 1 || width > TilePath.FULL_WIDTH) {
      throw new IllegalArgumentException("a tile of " + copy.length + " bytes");
    }
    return new Tile(copy);
  }

  /// How many hashes it has, 1 to 256.
  public int width() {
    return bytes.length / Digest.SIZE_BYTES;
  }

  /// The hash at a position, from 0.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public Digest hash(int position) {
    if (position < 0 || position >= width()) {
      throw new IndexOutOfBoundsException(position + " of " + width() + " hashes");
    }
    int start = position * Digest.SIZE_BYTES;
    return Digest.ofHasher(Arrays.copyOfRange(bytes, start, start + Digest.SIZE_BYTES));
  }

  /// The root of the perfect subtree over `2^height` of the hashes.
  ///
  /// @param position of the first of them
  /// @throws IndexOutOfBoundsException if the tile has not all of them
  public Digest subtree(int height, int position) {
    if (height == 0) {
      return hash(position);
    }
    int half = 1 << (height - 1);
    return Digest.ofNode(subtree(height - 1, position), subtree(height - 1, position + half));
  }

  /// The hash that stands for this tile in the level above.
  ///
  /// @throws IndexOutOfBoundsException if it is not full: a partial tile has no place there
  public Digest root() {
    return subtree(TilePath.HEIGHT, 0);
  }

  /// The first hashes of it.
  ///
  /// @throws IllegalArgumentException if it has not as many, or none are asked for
  public Tile prefix(int width) {
    if (width > width()) {
      throw new IllegalArgumentException(width + " of " + width() + " hashes");
    }
    return parse(ByteBuffer.wrap(bytes, 0, width * Digest.SIZE_BYTES));
  }

  /// The served form: a fresh array with the hashes, one behind the other.
  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The width.
  @Override
  public String toString() {
    return "a tile of " + width() + " hashes";
  }
}
