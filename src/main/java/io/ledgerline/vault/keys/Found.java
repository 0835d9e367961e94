package io.ledgerline.vault.keys;

import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/// What became of a data key that a row names.
sealed interface Found {

  /// It is there.
  record Here(SecretKeySpec key) implements Found {}

  /// It was destroyed, and its place says so.
  record Destroyed(Instant at) implements Found {}

  /// It should be there, and is not, or cannot be read: nobody destroyed it.
  ///
  /// @param why for a person who has to mend it
  record Faulty(String why) implements Found {}
}
