package io.ledgerline.ledger;

import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt;
import java.time.Duration;

/// What became of a [Submission].
public sealed interface Appended {

  /// It is a new entry, and durable.
  ///
  /// @param receipt opens the new leaf's commitment
  record Sequenced(Receipt receipt) implements Appended {}

  /// The same event, with the same content, is an entry already.
  ///
  /// @param receipt of that entry: the same leaf, with the salts that were kept
  record Repeated(Receipt receipt) implements Appended {}

  /// The same event, with the same content, is an entry already, and a part of it was erased since:
  /// no receipt opens it any more.
  ///
  /// @param index of that entry
  /// @param leaf of that entry
  record Erased(long index, Leaf leaf) implements Appended {}

  /// The same event, with the same content, is an entry already, of a segment that was taken out of
  /// the store: no receipt can be given.
  ///
  /// @param index of that entry
  record Detached(long index) implements Appended {}

  /// The event with this identity is an entry already, and says something else.
  ///
  /// @param index of that entry
  record Contradicted(long index) implements Appended {}

  /// The queue is full, or the store did not answer in time. Nothing that was acknowledged is lost;
  /// this one may or may not be an entry, and handing it in again settles it.
  ///
  /// @param retryAfter how long to wait first
  record Overloaded(Duration retryAfter) implements Appended {}

  /// Whether the submission is on record at this index.
  ///
  /// @throws IllegalStateException if nobody knows, since the store does not answer
  default boolean isAt(long index) {
    return switch (this) {
      case Sequenced(var receipt) -> receipt.index() == index;
      case Repeated(var receipt) -> receipt.index() == index;
      case Detached(var at) -> at == index;
      case Erased _, Contradicted _ -> false;
      case Overloaded _ -> throw new IllegalStateException("the store does not answer");
    };
  }
}
