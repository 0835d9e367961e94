package io.ledgerline.dossier;

import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.note.SignedNote;

/// A published checkpoint, and what documents print of it.
record CheckpointView(SignedNote note, AsOf asOf) {

  /// Whether the entry is covered.
  boolean covers(long index) {
    return index < asOf.treeSize();
  }
}
