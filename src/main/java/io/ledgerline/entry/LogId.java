package io.ledgerline.entry;

import java.util.UUID;

/// The identity of a log: a random UUID (RFC 9562, version 4), fixed in its genesis entry.
///
/// @param value written in the form of RFC 9562, lower case
public record LogId(UUID value) implements Comparable<LogId> {

  /// Reads the text form.
  ///
  /// @throws CorruptEntryException if the text is no UUID in lower case
  public static LogId parse(String text) {
    try {
      LogId id = new LogId(UUID.fromString(text));
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a log id: " + text, malformed);
    }
    throw new CorruptEntryException("not a log id: " + text);
  }

  @Override
  public int compareTo(LogId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
