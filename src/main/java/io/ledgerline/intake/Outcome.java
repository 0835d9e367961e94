package io.ledgerline.intake;

import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.Violation;
import io.ledgerline.ledger.Appended;
import java.time.Duration;
import java.util.List;

/// What became of an event that was sent.
public sealed interface Outcome {

  /// It is an entry now, durably.
  ///
  /// @param receipt where it stands, and the salts that open its leaf
  /// @param warnings what is odd about it
  record Accepted(Receipt receipt, List<Violation> warnings) implements Outcome {

    /// Copies the warnings.
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /// It was an entry already: this is the same one.
  record Known(Receipt receipt) implements Outcome {}

  /// It was an entry already, and a part of it was erased since: it stays erased, and no receipt is
  /// given.
  ///
  /// @param index of the entry
  /// @param leaf of the entry
  record Erased(long index, Leaf leaf) implements Outcome {}

  /// It was an entry already, of a segment that is kept elsewhere now: it stays one entry, and no
  /// receipt is given.
  record Detached(long index) implements Outcome {}

  /// It is no JSON that two readers would understand alike.
  ///
  /// @param reason what is wrong
  /// @param offset of the first byte that could not be accepted
  record Malformed(String reason, long offset) implements Outcome {}

  /// It is JSON, and no event.
  ///
  /// @param violations everything that is wrong
  record Invalid(List<Violation> violations) implements Outcome {

    /// Copies the violations.
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /// It is larger than an event may be.
  record TooLarge(long sizeBytesMax) implements Outcome {}

  /// Another content was recorded under its identity, in the entry `index`.
  record Contradicted(long index) implements Outcome {}

  /// It was not recorded, for want of room or of a database; the same may be sent again.
  record Overloaded(Duration retryAfter) implements Outcome {}

  /// What the ledger said of an event.
  static Outcome of(Appended appended, List<Violation> warnings) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> new Accepted(receipt, warnings);
      case Appended.Repeated(var receipt) -> new Known(receipt);
      case Appended.Erased(var index, var leaf) -> new Erased(index, leaf);
      case Appended.Detached(var index) -> new Detached(index);
      case Appended.Contradicted(var index) -> new Contradicted(index);
      case Appended.Overloaded(var retryAfter) -> new Overloaded(retryAfter);
    };
  }
}
