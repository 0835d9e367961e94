package io.ledgerline.note;

import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.merkle.MalformedProofException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The proof of one entry as a file, `tlog-proof`: its index, the hashes, and the checkpoint.
///
/// Source: C2SP tlog-proof (untagged, commit 5ba5ee83). The leaf is not in the file: whoever
/// verifies knows it from elsewhere. An `extra` line is accepted and passed over; none is written.
///
/// @param index the entry's place in the log, from 0
/// @param hashes the siblings, the leaf's own first
/// @param checkpoint the checkpoint, verbatim, with all its signatures
public record InclusionFile(long index, List<Digest> hashes, SignedNote checkpoint) {

  /// The type of such a file.
  public static final String MEDIA_TYPE = "text/plain; charset=utf-8";

  // A tree has fewer than 2^63 leaves, so no leaf is deeper than that.
  private static final int HASHES_MAX = 63;
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /// The largest file that is read, in bytes: a note, and as much again for the proof.
  public static final int SIZE_BYTES_MAX = 2 * SignedNote.SIZE_BYTES_MAX;

  /// Checks the index and the number of hashes.
  ///
  /// @throws MalformedNoteException if the index is negative, or there are more than 63 hashes
  public InclusionFile {
    hashes = List.copyOf(hashes);
    if (index < 0 || hashes.size() > HASHES_MAX) {
      throw new MalformedNoteException("index " + index + " with " + hashes.size() + " hashes");
    }
  }

  /// Reads a file.
  ///
  /// @throws MalformedNoteException if it is malformed
  public static InclusionFile parse(byte[] file) {
    if (file.length > SIZE_BYTES_MAX) {
      throw new MalformedNoteException("a proof file of " + file.length + " bytes");
    }
    String text = StrictUtf8.decode(file);
    int blankLine = text.indexOf("\n\n");
    if (blankLine < 0) {
      throw new MalformedNoteException("a proof file is a proof, a blank line and a checkpoint");
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, blankLine).split("\n", -1)));
    if (!lines.remove(0).equals(HEADER)) {
      throw new MalformedNoteException("a proof file starts with " + HEADER);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith(EXTRA)) {
      StrictUtf8.base64(lines.remove(0).substring(EXTRA.length()));
    }
    if (lines.isEmpty() || !lines.get(0).startsWith(INDEX)) {
      throw new MalformedNoteException("a proof file names the index");
    }
    long index = Decimal.parse(lines.remove(0).substring(INDEX.length()));
    SignedNote checkpoint =
        SignedNote.parse(text.substring(blankLine + 2).getBytes(StandardCharsets.UTF_8));
    try {
      List<Digest> hashes = lines.stream().map(Digest::parseBase64).toList();
      return new InclusionFile(index, hashes, checkpoint);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedNoteException("not a proof: " + malformed.getMessage(), malformed);
    }
  }

  /// The proof, for the size that the checkpoint names.
  ///
  /// @throws MalformedNoteException if index, size and number of hashes do not fit each other
  public InclusionProof proof(Checkpoint opened) {
    try {
      return new InclusionProof(index, opened.size(), hashes);
    } catch (MalformedProofException malformed) {
      throw new MalformedNoteException("not a proof: " + malformed.getMessage(), malformed);
    }
  }

  /// The file's text.
  public String render() {
    StringBuilder file = new StringBuilder(HEADER).append('\n');
    file.append(INDEX).append(index).append('\n');
    hashes.forEach(hash -> file.append(hash.toBase64()).append('\n'));
    return file.append('\n').append(checkpoint.render()).toString();
  }
}
