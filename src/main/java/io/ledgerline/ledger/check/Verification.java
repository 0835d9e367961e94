package io.ledgerline.ledger.check;

import io.ledgerline.merkle.Digest;
import java.util.List;

/// What a [LedgerVerification] found.
public sealed interface Verification {

  /// How many entries were rehashed.
  long entries();

  /// How many checkpoints were compared.
  long checkpoints();

  /// Nothing is wrong.
  ///
  /// @param entries how many were rehashed
  /// @param checkpoints how many were compared
  /// @param root of the tree over the entries
  record Sound(long entries, long checkpoints, Digest root) implements Verification {}

  /// Something is wrong.
  ///
  /// @param entries how many were rehashed
  /// @param checkpoints how many were compared
  /// @param findings the first of them, at least one
  /// @param findingsCount how many there are in all
  record Unsound(long entries, long checkpoints, List<Finding> findings, long findingsCount)
      implements Verification {

    /// Copies the findings.
    public Unsound {
      findings = List.copyOf(findings);
    }
  }
}
