package io.ledgerline.assurance.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the gate says.
///
/// @param subject what was asked for
/// @param iri the dataset version, model version or proposal that it is about; empty if none is
///   known
/// @param position the last entry that was taken into account; -1 if there is none
/// @param reasons why not to go on
/// @param remarks what a reader may want to know, and is no reason
/// @param proposal what the answer about a proposal rests on; empty of anything else
public record GateAnswer(
    String subject,
    Optional<String> iri,
    long position,
    List<Reason> reasons,
    List<Reason> remarks,
    Optional<ProposalEvidence> proposal) {

  /// One reason.
  ///
  /// @param code for programs
  /// @param detail for people
  /// @param entry the finding or record that it comes from
  public record Reason(String code, String detail, OptionalLong entry) {

    static Reason of(String code, String detail) {
      return new Reason(code, detail, OptionalLong.empty());
    }
  }

  /// Copies the lists.
  public GateAnswer {
    reasons = List.copyOf(reasons);
    remarks = List.copyOf(remarks);
  }

  /// Whether to go on.
  public boolean isPass() {
    return reasons.isEmpty();
  }
}
