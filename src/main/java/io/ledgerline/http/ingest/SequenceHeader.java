package io.ledgerline.http.ingest;

import io.ledgerline.entry.number.Numbering;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header with the number that a producer gives an event, or the first event of a batch:
/// `Ledgerline-Sequence: 42;stream="nightly";interval=300`, an item of RFC 8941.
final class SequenceHeader {

  /// The name of the header.
  static final String NAME = "Ledgerline-Sequence";

  private static final Pattern ITEM =
      Pattern.compile(
          "(?<number>[0-9]{1,15})"
              + "(?:; *(?:stream=(?:\"(?<quoted>[^\"\\\\]*)\"|(?<token>[A-Za-z][A-Za-z0-9._-]*))"
              + "|interval=(?<interval>[0-9]{1,15})))*");

  private SequenceHeader() {}

  /// What the header says; empty where there is none.
  ///
  /// @throws ProblemException 400 if it is no number
  static Optional<Numbering> read(HttpServerRequest request) {
    List<String> values = request.headers().getAll(NAME);
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

  private static ProblemException refused(String why) {
    return new ProblemException(
        ProblemType.MALFORMED_REQUEST, "The header " + NAME + " is " + why + ".");
  }
}
