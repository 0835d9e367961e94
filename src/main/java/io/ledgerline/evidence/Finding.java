package io.ledgerline.evidence;

/// One thing that is wrong with a bundle.
///
/// @param file the file of the bundle, or [#ARCHIVE]
/// @param problem what is wrong with it, for a person
public record Finding(String file, String problem) {

  /// Stands for the zip itself, where no file of it can be named.
  public static final String ARCHIVE = "the archive";

  /// How the finding begins that the key of the bundle is none of those that the reader trusts.
  static final String KEY_NOT_TRUSTED = "is not a key that you trust";

  /// The same, of a key that has the name of one that the reader trusts.
  static final String OTHER_KEY_OF_ORIGIN =
      KEY_NOT_TRUSTED + ", but another one of the same origin";

  private static final int CHARACTERS_MAX = 300;

  /// Makes both safe to print: what a hostile file brings into a message is cut, and its control
  /// characters are replaced.
  public Finding {
    file = printable(file);
    problem = printable(problem);
  }

  /// A text from a bundle as it may be shown: without control and formatting characters, at most
  /// 300 characters of it.
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(CHARACTERS_MAX)
        .map(c -> isPlain(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > CHARACTERS_MAX ? shown + "…" : shown.toString();
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  @Override
  public String toString() {
    return file + ": " + problem;
  }
}
