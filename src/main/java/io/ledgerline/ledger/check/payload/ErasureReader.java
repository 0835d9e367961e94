package io.ledgerline.ledger.check.payload;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.UnitSet;

/// Tells which units an entry erased. The ledger knows no kinds of entries: whoever does passes it
/// in.
@FunctionalInterface
public interface ErasureReader {

  /// The units of earlier entries that this one says it erased; none if it is no erasure.
  ///
  /// @param leafType the type in its leaf
  /// @param accepted its payload
  UnitSet erasedBy(String leafType, Bytes accepted);
}
