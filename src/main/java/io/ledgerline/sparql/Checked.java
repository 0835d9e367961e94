package io.ledgerline.sparql;

import java.util.function.Function;

/// A value that passed a check, or why it did not.
public sealed interface Checked<T> {

  /// The value passed.
  record Passed<T>(T value) implements Checked<T> {}

  /// The value did not pass.
  record Refused<T>(Refusal refusal) implements Checked<T> {}

  /// A value that passed.
  static <T> Checked<T> passed(T value) {
    return new Passed<>(value);
  }

  /// A refusal.
  static <T> Checked<T> refused(Refusal.Kind kind, String detail) {
    return new Refused<>(new Refusal(kind, detail));
  }

  /// The next check, of a value that passed this one.
  default <R> Checked<R> then(Function<T, Checked<R>> next) {
    return switch (this) {
      case Passed<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }
}
