package io.ledgerline.assurance.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the answer about a proposal rests on.
///
/// @param entry of the proposal, the first if it was sent more than once
/// @param digest the leaf hash of that entry, 64 hexadecimal digits in lower case: what an approval
///   has to name
/// @param required how many people have to approve it
/// @param expires until when it may be acted upon at most
/// @param approvals what was said of it, in the order of the ledger
public record ProposalEvidence(
    long entry, String digest, long required, Instant expires, List<Said> approvals) {

  /// What one entry says of a proposal.
  ///
  /// @param actor the id of who says it, as it was written
  /// @param verdict `approved`, `rejected` or `conditional`
  /// @param identity how well is known that it was this actor
  /// @param key which key signed it, if one did
  /// @param ignored why it is not counted as an approval; empty if it is
  public record Said(
      long entry,
      String actor,
      String verdict,
      ApproverIdentity identity,
      Optional<String> key,
      Optional<String> ignored) {

    /// Whether it is counted as an approval.
    public boolean counts() {
      return ignored.isEmpty();
    }
  }

  /// Copies the list.
  public ProposalEvidence {
    approvals = List.copyOf(approvals);
  }
}
