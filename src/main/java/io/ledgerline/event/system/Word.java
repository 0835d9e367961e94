package io.ledgerline.event.system;

import java.util.regex.Pattern;

/// A code or a pseudonym in a record of the system: no place for a sentence, or for a name.
public final class Word {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Word() {}

  /// Whether a text is one: 1 to 64 letters, digits, `.`, `_` and `-` of ASCII, a letter or digit
  /// first.
  public static boolean is(String text) {
    return WORD.matcher(text).matches();
  }

  static void require(String field, String text) {
    if (!is(text)) {
      throw new IllegalArgumentException(field + " is no code of 1 to 64 plain characters");
    }
  }
}
