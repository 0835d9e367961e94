package io.ledgerline.assurance;

import io.ledgerline.event.system.Finding;
import io.ledgerline.ledger.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// A rule that is held against the ledger, entry by entry.
///
/// What it asks to be recorded depends on the entries and their times of receipt alone, and on the
/// time only where nothing comes any more: whoever reads the same ledger again asks for the same.
/// For one thread.
public interface Watch {

  /// Names the watch among others, for ever: its state is kept under it.
  String name();

  /// Takes in the next entry.
  void accept(StoredEntry entry);

  /// Takes in that it is this time, and everything that was received by then is known.
  ///
  /// @param end the index after the last entry that was received by then
  void passed(Instant time, long end);

  /// Whether there is more to look at than was looked at when the time passed last: then it passes
  /// again at once.
  default boolean isBehind() {
    return false;
  }

  /// What is to be recorded now, the oldest first; the same again until [#recorded] is called.
  List<Due> due();

  /// Says that what was due is recorded.
  ///
  /// @param index the entry that records it
  void recorded(Due due, long index);

  /// What it knows, to be kept.
  String state();

  /// Takes in what it knew. To be called before anything else.
  ///
  /// @throws IllegalArgumentException if it is no state of this watch
  void resume(String state);

  /// A finding that is to be recorded.
  ///
  /// @param key names it within the watch
  /// @param finding with `opened` if it closes another
  record Due(String key, Finding finding) {

    /// The entry of the finding that it closes.
    OptionalLong closes() {
      return finding.opened();
    }
  }
}
