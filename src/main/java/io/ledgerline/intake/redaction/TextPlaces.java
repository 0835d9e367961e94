package io.ledgerline.intake.redaction;

import java.util.regex.Pattern;

/// Where names and values start and end in a running text, by position in UTF-16 code units.
record TextPlaces(String text) {

  static final int NAME_LENGTH_MAX = 128;

  private static final Pattern SETTER =
      Pattern.compile(
          "(option|set|put|conf|property|config|header|env|param)s?$|set[A-Z]\\w*$",
          Pattern.CASE_INSENSITIVE);

  /// Where a value ends: before its closing quote, or before what separates it from the next.
  int valueEnd(int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '\\') {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return closingQuote(text.charAt(at), at - start, at + 1);
    }
    at = start;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "&;,\"')]}\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /// The place of the next such quote that is escaped no deeper than the opening one.
  private int closingQuote(char quote, int backslashes, int from) {
    int run = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote && run <= backslashes) {
        return at - run;
      }
      run = c == '\\' ? run + 1 : 0;
    }
    return text.length();
  }

  /// Whether a quote, escaped or not, is here.
  boolean isQuote(int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) == '\\') {
      i++;
    }
    return i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'');
  }

  int nameStart(int end) {
    int start = end;
    while (start > 0 && end - start < NAME_LENGTH_MAX && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  int skipBlanksBack(int from) {
    int at = from;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at;
  }

  static boolean isNamePart(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
  }

  /// Where a name ends that ends before here, without the quote or backtick that closes it.
  int quotedNameEnd(int before) {
    int end = before;
    if (end > 0 && "\"'`".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
      while (end > 0 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    return end;
  }

  /// The next `=` or `:`; -1 if there is none.
  int sign(int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '=' || text.charAt(at) == ':') {
        return at;
      }
    }
    return -1;
  }

  int skipSpace(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private int skipSpaceBack(int from, boolean lines) {
    int at = from;
    while (at > 0 && text.charAt(at - 1) <= ' ' && (lines || !endsLine(at - 1))) {
      at--;
    }
    return at;
  }

  /// Whether the name whose text starts here, after a quote, is the first argument of something
  /// called `option`, `set`, `put` or the like.
  boolean isFirstOfSetter(int nameStart) {
    int quote = nameStart - 1;
    while (quote > 0 && text.charAt(quote - 1) == '\\') {
      quote--;
    }
    int open = quote < 0 ? 0 : skipSpaceBack(quote, true);
    if (open == 0 || text.charAt(open - 1) != '(') {
      return false;
    }
    return SETTER.matcher(text.substring(nameStart(open - 1), open - 1)).find();
  }

  /// Whether a name that starts here is the first on its line, or in a quoted text.
  boolean startsLine(int nameStart) {
    int at = skipSpaceBack(nameStart, false);
    if (at > 0 && text.charAt(at - 1) == '-') { // an element of a list in YAML
      at = skipSpaceBack(at - 1, false);
    }
    return at == 0 || endsLine(at - 1) || isOpened(nameStart);
  }

  /// The end of the line, or of the quoted text, that starts with a name.
  int lineEnd(int nameStart, int value) {
    int at = value;
    while (at < text.length()
        && !endsLine(at)
        && !(isOpened(nameStart) && text.charAt(at) == text.charAt(nameStart - 1))) {
      at++;
    }
    while (at > value && at < text.length() && text.charAt(at - 1) == '\\') {
      at--;
    }
    return at;
  }

  /// Whether a value is a column of the same name, as in `token = b.token`, or a call.
  boolean isColumn(int nameStart, int nameEnd, int value, int end) {
    int wordEnd = value;
    while (wordEnd < end && isNamePart(text.charAt(wordEnd))) {
      wordEnd++;
    }
    String name = text.substring(nameStart, nameEnd);
    String column = "." + name.substring(name.lastIndexOf('.') + 1);
    boolean call = wordEnd > value && wordEnd < end && text.charAt(wordEnd) == '(';
    return text.substring(value, wordEnd).endsWith(column)
        || (call && text.substring(value, end).stripTrailing().endsWith(")"));
  }

  private boolean isOpened(int nameStart) {
    return nameStart > 0 && "\"'".indexOf(text.charAt(nameStart - 1)) >= 0;
  }

  private boolean endsLine(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }
}
