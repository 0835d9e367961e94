package io.ledgerline.assurance.gate;

/// How well is known who approved something; more than another if it comes later.
public enum ApproverIdentity {
  /// The record says who it was, and nothing else does.
  ASSERTED("asserted"),
  /// The record carries a signature that a key of this person made.
  SIGNED("signed");

  private final String label;

  ApproverIdentity(String label) {
    this.label = label;
  }

  /// The word in answers and settings.
  public String label() {
    return label;
  }
}
