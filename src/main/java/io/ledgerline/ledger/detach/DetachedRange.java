package io.ledgerline.ledger.detach;

import io.ledgerline.merkle.Digest;
import java.time.Instant;

/// A sealed segment that was taken out of the store. Its leaf hashes are still there; leaves,
/// payloads and chain hashes are in its archive.
///
/// @param segment its number
/// @param first the index of its first entry
/// @param last the index of its last entry
/// @param root the hash of its perfect subtree
/// @param chainHash that of its last entry
/// @param receivedAt when its last entry was received
/// @param archive the SHA-256 of the manifest of its export
/// @param recordedBy the index of the entry that names the archive
public record DetachedRange(
    long segment,
    long first,
    long last,
    Digest root,
    Digest chainHash,
    Instant receivedAt,
    Digest archive,
    long recordedBy) {

  /// The index behind its last entry.
  public long before() {
    return last + 1;
  }

  /// What it is, as the object of a sentence.
  public String words() {
    return "entries %d to %d (segment %d), which are detached; their archive has the manifest %s (entry %d)"
        .formatted(first, last, segment, archive.toHex(), recordedBy);
  }

  /// Whether it has the entry.
  public boolean has(long index) {
    return index >= first && index <= last;
  }
}
