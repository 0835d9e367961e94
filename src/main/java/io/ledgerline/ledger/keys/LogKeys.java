package io.ledgerline.ledger.keys;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import java.util.List;

/// What signs the checkpoints of a log, and whose signatures under them count.
///
/// Two keys sign while one replaces the other. A checkpoint stays verifiable under every key of the
/// log's history. Thread-safe.
public final class LogKeys {

  private final List<SigningKey> signing;
  private volatile KeyHistory history;

  /// Keys of a log.
  ///
  /// @param signing sign every checkpoint, in this order; at least one
  /// @param history of the log so far
  /// @throws IllegalArgumentException if nothing signs
  public LogKeys(List<SigningKey> signing, KeyHistory history) {
    this.signing = List.copyOf(signing);
    this.history = history;
    if (signing.isEmpty()) {
      throw new IllegalArgumentException("a log is signed by a key at least");
    }
  }

  /// The one key of a log that never had another.
  public static LogKeys of(Genesis genesis, SigningKey key) {
    return new LogKeys(List.of(key), KeyHistory.of(genesis.log().toString(), genesis.key()));
  }

  /// Checks that they are the log's.
  ///
  /// @throws CorruptEntryException if the history is another log's, or the log's newest key is not
  ///   among those that sign
  public void requireOf(Genesis genesis) {
    KeyHistory known = history;
    List<VerifierKey> own = signing.stream().map(SigningKey::verifierKey).toList();
    boolean isOther = !known.steps().isEmpty() && !known.log().equals(genesis.log().toString());
    if (isOther || !known.first().equals(genesis.key()) || !own.contains(known.current())) {
      throw new CorruptEntryException(
          "the log %s is signed by %s, not by %s"
              .formatted(
                  genesis.log(),
                  known.first().equals(genesis.key()) ? known.current() : genesis.key(),
                  own));
    }
  }

  /// A note of this text, signed by every key that signs.
  public SignedNote sign(String text) {
    SignedNote note = signing.getFirst().sign(text);
    for (SigningKey further : signing.subList(1, signing.size())) {
      note = note.with(further.sign(text).signatures());
    }
    return note;
  }

  /// The keys of the log so far.
  public KeyHistory history() {
    return history;
  }

  /// Whose signatures count: every key of the history.
  public List<VerifierKey> trusted() {
    return history.keys();
  }

  /// The log records that it passed to another key.
  ///
  /// @throws io.ledgerline.note.MalformedNoteException if it does not follow the history
  public synchronized void rotated(KeyHistory.Step step) {
    history = history.with(step);
  }
}
