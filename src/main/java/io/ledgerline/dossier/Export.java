package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import java.time.Duration;

/// What becomes of the wish for a document.
public sealed interface Export {

  /// The document. Its digest is an entry of the ledger.
  ///
  /// @param digest SHA-256 of the bytes
  /// @param entry the index of the entry that records the export
  record Written(Bytes bytes, Digest digest, long entry) implements Export {}

  /// No record says that there is such a model version.
  record Unknown() implements Export {}

  /// The graph has not yet followed the ledger, or the ledger has no room at the moment.
  record NotYet(Duration retryAfter) implements Export {}

  /// It rests on more than a document can lay out.
  record TooLarge(String detail) implements Export {}
}
