package io.ledgerline.vault.erasure;

import io.ledgerline.event.Violation;
import io.ledgerline.vault.hold.HoldStore.Held;
import java.util.List;

/// What became of an [ErasureOrder].
public sealed interface ErasureOutcome {

  /// It was accepted: now, or with the same key before. [ErasureRequest#state] says how far it is.
  ///
  /// @param isNew whether it was accepted now
  record Accepted(ErasureRequest request, boolean isNew) implements ErasureOutcome {}

  /// It names what cannot be erased. Nothing was.
  ///
  /// @param violations everything that is wrong
  record Invalid(List<Violation> violations) implements ErasureOutcome {

    /// Copies the violations.
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /// A hold refuses it. Nothing was erased.
  ///
  /// @param holds which, and on which entries
  record Refused(List<Held> holds) implements ErasureOutcome {

    /// Copies the holds.
    public Refused {
      holds = List.copyOf(holds);
    }
  }

  /// The key belongs to another order.
  record KeyReused() implements ErasureOutcome {}
}
