package io.ledgerline.note;

import io.ledgerline.merkle.Digest;
import java.util.Collection;
import java.util.List;

/// What a log signs: its origin, the number of its entries, and the root over them (C2SP
/// tlog-checkpoint).
///
/// @param origin the name of the log: one line that is not empty. Our logs name their key so; other
///   logs may write white space here
/// @param size the number of entries
/// @param root the Merkle tree hash over them
public record Checkpoint(String origin, long size, Digest root) {

  /// Checks origin and size.
  ///
  /// @throws MalformedNoteException if the origin is not one line of text, the size is negative, or
  ///   the root does not fit it: `SHA-256("")` is the root of the empty tree and of no other
  public Checkpoint {
    if (origin.isEmpty() || origin.chars().anyMatch(c -> c < 0x20)) {
      throw new MalformedNoteException("an origin is one line of text");
    }
    if (size < 0 || (size == 0) != root.equals(Digest.EMPTY_ROOT)) {
      throw new MalformedNoteException("a tree of size " + size + " with root " + root);
    }
  }

  /// Reads the text of a note. Extension lines are accepted and passed over.
  ///
  /// @throws MalformedNoteException if it is no checkpoint
  public static Checkpoint parse(String text) {
    boolean ended = text.endsWith("\n");
    List<String> lines =
        List.of(text.substring(0, text.length() - (ended ? 1 : 0)).split("\n", -1));
    if (!ended || lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
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
