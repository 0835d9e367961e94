package io.ledgerline.intake;

import java.util.List;

/// What became of a batch of OpenLineage events that was sent.
public sealed interface BatchOutcome {

  /// Each of its elements was looked at by itself.
  ///
  /// @param outcomes one an element, in order
  record Taken(List<Outcome> outcomes) implements BatchOutcome {

    /// Copies the outcomes.
    public Taken {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// It is JSON, and no batch.
  ///
  /// @param reason what a batch is
  record NoBatch(String reason) implements BatchOutcome {}

  /// It has more elements than a batch may have.
  record TooMany(int eventsMax) implements BatchOutcome {}

  /// It was refused as a whole, or could not be kept as such: never an entry.
  record Refused(Outcome outcome) implements BatchOutcome {}
}
