package io.ledgerline.graph.execution;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;

/// A function of text that is evaluated only where it ends soon and its result is not too long.
///
/// A regular expression that tries too many ways is found by trying it on a text that counts how
/// often it is looked at: neither a time limit nor a cancellation reaches Java's matcher.
final class CheckedFunction extends ExprFunctionN {

  /// How long a text may be that a query makes.
  static final int TEXT_LENGTH_MAX = 1 << 20;

  /// How often a regular expression may look at a character of one text.
  static final int LOOKS_MAX = 5_000_000;

  private final ExprFunctionN function;

  CheckedFunction(ExprFunctionN function) {
    super(function.getFunctionName(null), new ExprList(function.getArgs()));
    this.function = function;
  }

  @Override
  public NodeValue eval(List<NodeValue> arguments) {
    if (function instanceof E_Regex) {
      matches(arguments, arguments.size() > 2 ? text(arguments.get(2)) : "");
    } else if (function instanceof E_StrReplace) {
      long matches = matches(arguments, arguments.size() > 3 ? text(arguments.get(3)) : "");
      long longest = (long) text(arguments.get(2)).length() + text(arguments.get(0)).length();
      checkLength(text(arguments.get(0)).length() + matches * longest);
    } else {
      checkLength(arguments.stream().mapToLong(each -> text(each).length()).sum());
    }
    return function.eval(arguments);
  }

  @Override
  public Expr copy(ExprList arguments) {
    return new CheckedFunction((ExprFunctionN) function.copy(arguments));
  }

  /// How often the pattern matches.
  private static long matches(List<NodeValue> arguments, String flags) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text(arguments.get(1)), mask(flags));
    } catch (PatternSyntaxException malformed) {
      // The function itself says so.
      return 0;
    }
    Matcher matcher = pattern.matcher(new Watched(text(arguments.get(0))));
    long matches = 0;
    while (matcher.find()) {
      matches++;
    }
    return matches;
  }

  private static int mask(String flags) {
    int mask = 0;
    for (int i = 0; i < flags.length(); i++) {
      mask |=
          switch (flags.charAt(i)) {
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            case 'q' -> Pattern.LITERAL;
            default -> // an open set: the function itself says which flags there are
                0;
          };
    }
    return mask;
  }

  private static void checkLength(long length) {
    if (length > TEXT_LENGTH_MAX) {
      throw new BudgetExceededException(
          "the query makes a text of more than " + TEXT_LENGTH_MAX + " characters");
    }
  }

  private static String text(NodeValue value) {
    return value.asNode().isLiteral() ? value.asNode().getLiteralLexicalForm() : "";
  }

  /// A text that counts how often it is looked at.
  private static final class Watched implements CharSequence {

    private final String text;
    private int looks;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS_MAX) {
        throw new BudgetExceededException(
            "a regular expression of the query tries too many ways to match; make it simpler");
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
