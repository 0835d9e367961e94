package io.ledgerline.entry.number;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.merkle.StrictDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The number of an event in a stream of one producer: from 1 on, one more for each event, so that
/// who reads the leaves sees which are missing.
///
/// @param number 1 to [#NUMBER_MAX]
/// @param stream which of the producer's counters: 1 to 64 letters, digits, `.`, `_` and `-` of
///   ASCII, a letter or digit first
/// @param interval the longest time to the next event, in whole seconds, if the producer says one;
///   zero says that none is expected any more
public record Numbering(long number, String stream, Optional<Duration> interval) {

  /// The greatest number that every JSON reader reads as it is: 2^53 - 1.
  public static final long NUMBER_MAX = (1L << 53) - 1;

  /// The longest interval: a year, in seconds.
  public static final long INTERVAL_SECONDS_MAX = 366L * 24 * 60 * 60;

  /// The stream of a producer that names none.
  public static final String DEFAULT_STREAM = "default";

  private static final String NUMBER = "number";
  private static final String STREAM = "stream";
  private static final String INTERVAL = "interval";
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /// Checks the parts.
  ///
  /// @throws IllegalArgumentException if one is not as described
  public Numbering {
    if (number < 1 || number > NUMBER_MAX) {
      throw new IllegalArgumentException("a number is 1 to " + NUMBER_MAX);
    }
    if (!WORD.matcher(stream).matches()) {
      throw new IllegalArgumentException("a stream has 1 to 64 plain characters");
    }
    interval.ifPresent(
        time -> {
          if (time.isNegative()
              || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))
              || time.toSeconds() > INTERVAL_SECONDS_MAX) {
            throw new IllegalArgumentException(
                "an interval is 0 to " + INTERVAL_SECONDS_MAX + " seconds");
          }
        });
  }

  /// From what was written; the stream is [#DEFAULT_STREAM] where none is said.
  ///
  /// @throws IllegalArgumentException if a part is not as described
  public static Numbering of(
      String number, Optional<String> stream, Optional<String> intervalSeconds) {
    return new Numbering(
        decimal(number),
        stream.orElse(DEFAULT_STREAM),
        intervalSeconds.map(Numbering::decimal).map(Duration::ofSeconds));
  }

  /// The number of an event so many places behind this one.
  public Numbering plus(int places) {
    return new Numbering(number + places, stream, interval);
  }

  /// The fields that a leaf has for it: texts, by name.
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    interval.ifPresent(time -> fields.put(INTERVAL, Long.toString(time.toSeconds())));
    fields.put(NUMBER, Long.toString(number));
    fields.put(STREAM, stream);
    return fields;
  }

  /// The names of the fields that a leaf may have for it: the interval only with the others.
  public static Set<String> names(boolean withInterval) {
    Set<String> names = new TreeSet<>(Set.of(NUMBER, STREAM));
    if (withInterval) {
      names.add(INTERVAL);
    }
    return names;
  }

  /// Reads the fields of a leaf; empty if it has none.
  ///
  /// @throws IllegalArgumentException if they are not as [#fields] writes them
  public static Optional<Numbering> read(JsonObject leaf) {
    return leaf.string(NUMBER)
        .map(
            number ->
                of(number, Optional.of(leaf.string(STREAM).orElse("")), leaf.string(INTERVAL)));
  }

  private static long decimal(String text) {
    return StrictDecimal.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("no decimal number"));
  }
}
