package io.ledgerline.merkle;

import java.util.OptionalLong;

/// Decimal numbers as checkpoints, proofs and tile paths write them: ASCII digits, no sign, no
/// leading zero.
///
/// The JDK's parser accepts `+5`, `007` and digits of other scripts, so that two texts would stand
/// for the same number; what is signed, compared or cached must have one spelling.
public final class StrictDecimal {

  private static final int DIGITS_MAX = 19;

  private StrictDecimal() {}

  /// The number from 0 to 2^63 - 1 that the text is; empty if it is another spelling, or larger.
  public static OptionalLong parse(String text) {
    boolean isSpelled =
        !text.isEmpty()
            && text.length() <= DIGITS_MAX
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    if (!isSpelled) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException above) {
      return OptionalLong.empty();
    }
  }
}
