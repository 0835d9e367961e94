package io.ledgerline.intake.number;

import io.ledgerline.entry.number.Numbering;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header with the number that a producer gives an event, or the first event of a batch:
/// `Ledgerline-Sequence: 42;stream="nightly";interval=300`, an item of RFC 8941. Pure.
public final class NumberBeside {

  /// The name of the header.
  public static final String NAME = "Ledgerline-Sequence";

  private static final Pattern ITEM =
      Pattern.compile(
          "(?<number>[0-9]{1,15})"
              + "(?:; *(?:stream=(?:\"(?<quoted>[^\"\\\\]*)\"|(?<token>[A-Za-z][A-Za-z0-9._-]*))"
              + "|interval=(?<interval>[0-9]{1,15})))*");

  private NumberBeside() {}

  /// What the header says; empty where there is none.
  ///
  /// @param values of every header of that name
  /// @throws IllegalArgumentException if it is no number; the message says what one is
  public static Optional<Numbering> read(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Matcher item = ITEM.matcher(values.getFirst().strip());
    if (values.size() > 1 || !item.matches()) {
      throw refused("one whole number, with stream and interval behind it if need be");
    }
    try {
      Optional<String> stream =
          Optional.ofNullable(item.group("quoted"))
              .or(() -> Optional.ofNullable(item.group("token")));
      return Optional.of(
          Numbering.of(item.group("number"), stream, Optional.ofNullable(item.group("interval"))));
    } catch (IllegalArgumentException malformed) {
      throw refused("no such number: " + malformed.getMessage());
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("The header " + NAME + " is " + why + ".");
  }
}
