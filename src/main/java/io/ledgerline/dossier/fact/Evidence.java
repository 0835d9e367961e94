package io.ledgerline.dossier.fact;

import java.time.Instant;

/// One entry that a document rests on.
///
/// @param index in the ledger
/// @param type of the leaf, as `io.ledgerline.evaluation.v1`
/// @param receivedAt by the ledger's clock
/// @param leafHash 64 hexadecimal digits in lower case
public record Evidence(long index, String type, Instant receivedAt, String leafHash) {

  /// Where the server gives the proof.
  public String proofPath() {
    return "/api/v1/entries/" + index + "/proof";
  }
}
