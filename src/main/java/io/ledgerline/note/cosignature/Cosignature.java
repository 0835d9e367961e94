package io.ledgerline.note.cosignature;

import io.ledgerline.note.NoteSignature;
import java.time.Instant;

/// A cosignature that was verified: whose, when, and the line that says so.
///
/// It says that a tree of this origin, size and root was, at that time by the cosigner's clock, the
/// largest one that it knew, and that it contained every one that it had cosigned before.
///
/// @param key whose it is
/// @param timeSeconds when, in seconds since 1970-01-01T00:00:00Z, not negative
/// @param line as it stands under the note
public record Cosignature(CosignerKey key, long timeSeconds, NoteSignature line) {

  /// When.
  ///
  /// A number that no calendar reaches is given as the last time that one does.
  public Instant time() {
    return Instant.ofEpochSecond(Math.min(timeSeconds, Instant.MAX.getEpochSecond()));
  }
}
