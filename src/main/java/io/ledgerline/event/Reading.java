package io.ledgerline.event;

import java.util.List;

/// What came of reading an event.
///
/// @param <T> what a valid event is read into
public sealed interface Reading<T> {

  /// It can be recorded.
  ///
  /// @param value what it says
  /// @param warnings what is odd about it and was accepted
  record Valid<T>(T value, List<Violation> warnings) implements Reading<T> {

    /// Copies the warnings.
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /// It cannot be recorded.
  ///
  /// @param violations everything that is wrong, at least one
  record Invalid<T>(List<Violation> violations) implements Reading<T> {

    /// Checks that there is a reason.
    ///
    /// @throws IllegalArgumentException if there is none
    public Invalid {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("an event is invalid for a reason");
      }
    }
  }
}
