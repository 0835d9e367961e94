package io.ledgerline.stream;

import io.ledgerline.event.Violation;
import io.ledgerline.intake.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/// What became of a record.
sealed interface Taken {

  /// Its event is an entry, durably.
  ///
  /// @param isNew whether it was none before
  record Recorded(boolean isNew) implements Taken {}

  /// It was refused for good, and is in the quarantine.
  ///
  /// @param problem what is wrong, in one word, as over HTTP
  /// @param reason the same in a sentence
  record Refused(String problem, String reason) implements Taken {}

  /// It was not recorded, for want of room or of a database; the same may be handed in again.
  record Busy() implements Taken {}

  /// What the intake said.
  static Taken of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> new Recorded(true);
      case Outcome.Known _, Outcome.Erased _, Outcome.Detached _ -> new Recorded(false);
      case Outcome.Malformed(var reason, var offset) ->
          new Refused("malformed-json", reason + " (byte " + offset + ")");
      case Outcome.Invalid(var violations) -> new Refused("invalid-event", text(violations));
      case Outcome.TooLarge(var sizeBytesMax) -> tooLarge(sizeBytesMax);
      case Outcome.Contradicted(var index) ->
          new Refused(
              "contradiction", "Entry " + index + " has the same identity and other content.");
      case Outcome.Overloaded _ -> new Busy();
    };
  }

  private static Refused tooLarge(long sizeBytesMax) {
    return new Refused("too-large", "An event has at most " + sizeBytesMax + " bytes.");
  }

  private static String text(List<Violation> violations) {
    return violations.stream()
        .map(violation -> (violation.pointer() + " " + violation.message()).strip())
        .collect(Collectors.joining("; "));
  }
}
