package io.ledgerline.entry;

import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;

/// The hash that chains every entry to the one before it, for cheap scans.
///
/// Proofs, receipts and checkpoints speak of the Merkle tree alone; this is the second, internal
/// check.
public final class ChainHash {

  /// What the first entry is chained to: 32 zero bytes.
  public static final Digest BEFORE_FIRST = Digest.of(new byte[Digest.SIZE_BYTES]);

  private static final String LABEL = "ledgerline/chain/v1\n";

  private ChainHash() {}

  /// `SHA-256("ledgerline/chain/v1\n" || previous || u64be(index) || leaf hash)`.
  public static Digest next(Digest previous, long index, Digest leafHash) {
    return new Hasher().label(LABEL).digest(previous).u64(index).digest(leafHash).finish();
  }
}
