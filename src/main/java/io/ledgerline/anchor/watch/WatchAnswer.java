package io.ledgerline.anchor.watch;

import io.ledgerline.note.NoteSignature;

/// What a witness says to a submission (C2SP tlog-witness, commit 5ba5ee83).
public sealed interface WatchAnswer {

  /// The checkpoint continues what was seen, is remembered, and cosigned by this line.
  record Cosigned(NoteSignature line) implements WatchAnswer {}

  /// The body is none, or the old size is above that of the checkpoint.
  record Malformed(String reason) implements WatchAnswer {}

  /// No log of this origin is watched.
  record UnknownLog() implements WatchAnswer {}

  /// No key of the log signed the checkpoint, or a signature of one fails.
  record Untrusted() implements WatchAnswer {}

  /// The size that was seen last is another than the one named.
  record OtherSize(long size) implements WatchAnswer {}

  /// The log signed what does not continue what was seen, or the proof does not show that it does.
  record Inconsistent(String reason) implements WatchAnswer {}
}
