package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.TilePath;

/// Where an export comes from. Every method waits for the answer, and fails where there is none.
public interface ArchiveSource {

  /// What there is to export: [Description].
  Bytes description();

  /// A tile or bundle.
  Bytes tile(TilePath path);

  /// Lines of [ExportedEntry], from an index on and before another: at least one.
  Bytes entries(long from, long before);

  /// Lines of [HoldLine], of every legal hold.
  Bytes holds();

  /// Lines of [CheckpointLine], of at least this size, by size; none behind the last one.
  Bytes checkpoints(long sizeMin);
}
