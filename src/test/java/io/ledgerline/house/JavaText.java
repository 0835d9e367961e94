package io.ledgerline.house;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Java source with parts replaced by spaces, so that a search does not find what is only quoted.
/// Lines stay where they are.
final class JavaText {

  private static final Pattern OPENING = Pattern.compile("\"\"\"|\"|'|//|/\\*");
  private static final Pattern NO_LINE_BREAK = Pattern.compile("[^\n]");

  private JavaText() {}

  /// Without the text of strings and characters.
  static String withoutStrings(String source) {
    return blanked(source, false);
  }

  /// Without strings, characters and comments.
  static String code(String source) {
    return blanked(source, true);
  }

  private static String blanked(String source, boolean commentsToo) {
    StringBuilder result = new StringBuilder(source.length());
    Matcher opening = OPENING.matcher(source);
    int end = 0;
    while (opening.find(end)) {
      boolean comment = opening.group().startsWith("/");
      int start = opening.start();
      result.append(source, end, start);
      end = endOf(opening.group(), source, opening.end());
      String token = source.substring(start, end);
      result.append(comment && !commentsToo ? token : NO_LINE_BREAK.matcher(token).replaceAll(" "));
    }
    return result.append(source, end, source.length()).toString();
  }

  /// Where what has been opened is over; the end of the source if it never closes.
  private static int endOf(String opening, String source, int from) {
    return switch (opening) {
      case "//" -> source.indexOf('\n', from) < 0 ? source.length() : source.indexOf('\n', from);
      case "/*" -> indexOrEnd(source, "*/", from);
      default -> endOfQuoted(opening, source, from); // the three kinds of quotation marks
    };
  }

  private static int endOfQuoted(String mark, String source, int from) {
    for (int i = from; i < source.length(); i++) {
      if (source.charAt(i) == '\\') {
        i++;
      } else if (source.startsWith(mark, i)) {
        return i + mark.length();
      }
    }
    return source.length();
  }

  private static int indexOrEnd(String source, String wanted, int from) {
    int index = source.indexOf(wanted, from);
    return index < 0 ? source.length() : index + wanted.length();
  }
}
