package io.ledgerline.evidence;

import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.note.MalformedNoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Collects all that is wrong, instead of stopping at the first.
final class Findings {

  private final List<Finding> all = new ArrayList<>();

  void add(String file, String problem) {
    all.add(new Finding(file, problem));
  }

  void addAll(List<Finding> findings) {
    all.addAll(findings);
  }

  /// Notes a problem unless the condition holds.
  void require(boolean condition, String file, String problem) {
    if (!condition) {
      add(file, problem);
    }
  }

  /// What the reader of a file returns, or nothing and a finding.
  <T> Optional<T> read(String file, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (MalformedJsonException
        | MalformedNoteException
        | CorruptEntryException
        | IllegalArgumentException malformed) {
      add(file, "cannot be read: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
