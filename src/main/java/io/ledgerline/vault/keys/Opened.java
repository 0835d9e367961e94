package io.ledgerline.vault.keys;

import io.ledgerline.canon.Bytes;
import java.time.Instant;

/// What came of a ciphertext.
public sealed interface Opened {

  /// What was encrypted.
  record Plain(Bytes bytes) implements Opened {}

  /// Nobody can read it any more: its data key was destroyed, because all that lay under it was
  /// erased. A database that was restored from a backup has such rows.
  ///
  /// @param at when the key was destroyed
  record KeyDestroyed(Instant at) implements Opened {}

  /// It cannot be read, and nobody erased it: its data key is missing or damaged, or the ciphertext
  /// was changed or belongs to another row.
  ///
  /// @param why for a person
  record Faulty(String why) implements Opened {}
}
