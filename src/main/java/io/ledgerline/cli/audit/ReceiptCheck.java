package io.ledgerline.cli.audit;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.MalformedNoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A receipt against the proof of its entry, and against what was sent. Pure.
public final class ReceiptCheck {

  private ReceiptCheck() {}

  /// What does not fit between a receipt and a proof.
  ///
  /// @param checkpoint that of the proof, whose signature was checked
  public static List<String> findings(Receipt receipt, InclusionFile proof, Checkpoint checkpoint) {
    List<String> findings = new ArrayList<>();
    if (!checkpoint.origin().equals(receipt.origin())) {
      findings.add(
          "the receipt is of the log %s, the checkpoint of %s"
              .formatted(receipt.origin(), checkpoint.origin()));
    }
    if (proof.index() != receipt.index()) {
      findings.add(
          "the receipt is for entry %d, the proof for entry %d"
              .formatted(receipt.index(), proof.index()));
      return findings;
    }
    try {
      if (!proof.proof(checkpoint).rootWith(receipt.leaf().hash()).equals(checkpoint.root())) {
        findings.add(
            "entry %d of the log is not the leaf of the receipt".formatted(receipt.index()));
      }
    } catch (MalformedNoteException malformed) {
      findings.add(String.valueOf(malformed.getMessage()));
    }
    return findings;
  }

  /// What does not fit between a receipt and what was sent.
  public static Optional<String> finding(Receipt receipt, Bytes sent) {
    if (receipt.opens(sent)) {
      return Optional.empty();
    }
    long redactions = receipt.leaf().redactions();
    return Optional.of(
        redactions == 0
            ? "the entry is not this event: it commits to other bytes"
            : "the entry commits to other bytes than these: in what was sent, %d secrets were"
                .concat(" replaced before it was hashed; compare with what was accepted,")
                .concat(" /api/v1/entries/%d/payload")
                .formatted(redactions, receipt.index()));
  }
}
