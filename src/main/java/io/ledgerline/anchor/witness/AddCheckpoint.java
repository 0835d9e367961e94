package io.ledgerline.anchor.witness;

import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Decimal;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a log sends to a witness: the newest checkpoint, and the proof that it begins with the one
/// that the witness cosigned last.
///
/// Source: C2SP tlog-witness v1.0.0, "add-checkpoint". Whether proof and sizes fit each other is
/// for the witness to say.
///
/// @param oldSize the size that the witness cosigned last, as the log believes; 0 for none
/// @param proof the hashes of the consistency proof
/// @param checkpoint the checkpoint
public record AddCheckpoint(long oldSize, List<Digest> proof, SignedNote checkpoint) {

  /// The most lines of a proof.
  public static final int PROOF_HASHES_MAX = 63;

  private static final String OLD = "old ";

  /// Checks the size and the number of hashes.
  ///
  /// @throws MalformedNoteException if the size is negative, or there are more than 63 hashes
  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (oldSize < 0 || proof.size() > PROOF_HASHES_MAX) {
      throw new MalformedNoteException("old " + oldSize + " with " + proof.size() + " hashes");
    }
  }

  /// Reads a body.
  ///
  /// @throws MalformedNoteException if it is none
  public static AddCheckpoint parse(byte[] body) {
    int blankLine = blankLine(body);
    // Octets above 0x7F become characters that neither a number nor base64 has.
    String head = new String(body, 0, blankLine, StandardCharsets.ISO_8859_1);
    String[] lines = head.split("\n", -1);
    if (!lines[0].startsWith(OLD)) {
      throw new MalformedNoteException("the first line is 'old' and a size");
    }
    long oldSize = Decimal.parse(lines[0].substring(OLD.length()));
    try {
      List<Digest> proof =
          Arrays.stream(lines)
              .skip(1)
              .limit(PROOF_HASHES_MAX + 1L)
              .map(Digest::parseBase64)
              .toList();
      SignedNote checkpoint =
          SignedNote.parse(Arrays.copyOfRange(body, blankLine + 2, body.length));
      return new AddCheckpoint(oldSize, proof, checkpoint);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedNoteException("not a proof: " + malformed.getMessage(), malformed);
    }
  }

  private static int blankLine(byte[] body) {
    for (int i = 0; i + 1 < body.length; i++) {
      if (body[i] == '\n' && body[i + 1] == '\n') {
        return i;
      }
    }
    throw new MalformedNoteException("there is no blank line before the checkpoint");
  }

  /// The body.
  public byte[] render() {
    StringBuilder body = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> body.append(hash.toBase64()).append('\n'));
    return body.append('\n')
        .append(checkpoint.render())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
