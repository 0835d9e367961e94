package io.ledgerline.http;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whole numbers in requests: decimal digits without a sign and without leading zeros.
public final class StrictNumber {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private StrictNumber() {}

  /// The number; empty when the text is none, or absent.
  public static OptionalLong parse(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /// The number of a query parameter.
  ///
  /// @param text null for the default
  /// @throws ProblemException 400 if it is no number from `min` to `max`
  public static int parameter(String name, @Nullable String text, int fallback, int min, int max) {
    if (text == null) {
      return fallback;
    }
    long number = parse(text).orElse(-1);
    if (number < min || number > max) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          name + " is a whole number from " + min + " to " + max + ".");
    }
    return (int) number;
  }
}
