package io.ledgerline.note;

import io.ledgerline.merkle.Digest;
import java.util.Collection;
import java.util.List;

/// What a log signs: its origin, the number of its entries, and the root over them (C2SP
/// tlog-checkpoint).
///
/// @param origin the name of the log, and of the key that signs
/// @param size the number of entries
/// @param root the Merkle tree hash over them
public record Checkpoint(String origin, long size, Digest root) {

  /// Checks origin and size.
  ///
  /// @throws MalformedNoteException if the origin is no key name, the size is negative, or the root
  ///   of an empty tree is another than `SHA-256("")`
  public Checkpoint {
    KeyName.checked(origin);
    if (size < 0 || (size == 0) != root.equals(Digest.EMPTY_ROOT)) {
      throw new MalformedNoteException("a tree of size " + size + " with root " + root);
    }
  }

  /// Reads the text of a note. Extension lines are accepted and passed over.
  ///
  /// @throws MalformedNoteException if it is no checkpoint
  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (!text.endsWith("\n") || lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
      throw new MalformedNoteException("a checkpoint has an origin, a size and a root");
    }
    long size = Decimal.parse(lines.get(1));
    try {
      return new Checkpoint(lines.get(0), size, Digest.parseBase64(lines.get(2)));
    } catch (IllegalArgumentException malformed) {
      throw new MalformedNoteException("not a checkpoint: " + malformed.getMessage(), malformed);
    }
  }

  /// Reads a note that one of the trusted keys signed.
  ///
  /// @throws UntrustedNoteException if none did
  /// @throws MalformedNoteException if what they signed is no checkpoint
  public static Checkpoint open(SignedNote note, Collection<VerifierKey> trusted) {
    return parse(note.verifiedText(trusted));
  }

  /// The three lines that are signed.
  public String text() {
    return origin + "\n" + size + "\n" + root.toBase64() + "\n";
  }
}
