package io.ledgerline.note.history;

import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.VerifierKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every key that signs or signed the checkpoints of a log, oldest first.
///
/// @param log the log's id
/// @param first the key of the genesis entry
/// @param steps the rotations after it, in the order of the log
public record KeyHistory(String log, VerifierKey first, List<Step> steps) {

  /// A rotation, and where the log records it.
  ///
  /// @param index the entry
  public record Step(long index, KeyRotation rotation) {}

  /// Checks that each step starts from the key before it.
  ///
  /// @throws MalformedNoteException if not, or a step is of another log, is out of order, or leads
  ///   back to a key that was there before
  public KeyHistory {
    steps = List.copyOf(steps);
    VerifierKey current = first;
    Set<VerifierKey> known = new HashSet<>(List.of(first));
    long last = 0;
    for (Step step : steps) {
      KeyRotation rotation = step.rotation();
      if (!rotation.log().equals(log)
          || !rotation.from().equals(current)
          || known.contains(rotation.to())
          || step.index() <= last) {
        throw new MalformedNoteException(
            "entry " + step.index() + " does not rotate the log's key " + current);
      }
      last = step.index();
      current = rotation.to();
      known.add(current);
    }
  }

  /// The history of a log that has one key.
  public static KeyHistory of(String log, VerifierKey first) {
    return new KeyHistory(log, first, List.of());
  }

  /// The history with one more rotation.
  ///
  /// @throws MalformedNoteException as the constructor does
  public KeyHistory with(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new KeyHistory(log, first, more);
  }

  /// All keys, oldest first.
  public List<VerifierKey> keys() {
    List<VerifierKey> keys = new ArrayList<>();
    keys.add(first);
    steps.forEach(step -> keys.add(step.rotation().to()));
    return List.copyOf(keys);
  }

  /// The newest key.
  public VerifierKey current() {
    return steps.isEmpty() ? first : steps.get(steps.size() - 1).rotation().to();
  }

  /// The keys that a reader may trust who trusts these: the oldest of them that is in the history,
  /// and what followed it, since each key vouches for the next.
  ///
  /// @return none if none of them is in the history
  public List<VerifierKey> keysFrom(Collection<VerifierKey> trusted) {
    List<VerifierKey> keys = keys();
    for (int i = 0; i < keys.size(); i++) {
      if (trusted.contains(keys.get(i))) {
        return keys.subList(i, keys.size());
      }
    }
    return List.of();
  }
}
