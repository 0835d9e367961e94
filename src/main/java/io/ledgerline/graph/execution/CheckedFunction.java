package io.ledgerline.graph.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;

/// A function that is evaluated only where it ends soon and its result is not too long.
///
/// A regular expression that tries too many ways is found by trying it on a text that counts how
/// often it is looked at: neither a time limit nor a cancellation reaches Java's matcher. That also
/// takes a stack frame or more for each turn of a repeated group.
final class CheckedFunction extends ExprFunctionN {

  /// How long a text may be that a query makes.
  static final int TEXT_LENGTH_MAX = 1 << 20;

  /// How often a regular expression may look at a character of one text.
  static final int LOOKS_MAX = 5_000_000;

  /// How many digits a number may have that is a product.
  static final int DIGITS_MAX = 10_000;

  private static final double DIGITS_A_BIT = Math.log10(2);

  private final ExprFunction function;

  CheckedFunction(ExprFunction function) {
    super(function.getFunctionName(null), new ExprList(function.getArgs()));
    this.function = function;
  }

  @Override
  public NodeValue eval(List<NodeValue> arguments) {
    try {
      check(arguments);
      return evaluated(arguments);
    } catch (StackOverflowError nested) {
      throw new BudgetExceededException(
          "a regular expression of the query nests too deeply to match; make it simpler");
    }
  }

  private void check(List<NodeValue> arguments) {
    if (function instanceof E_Regex) {
      matches(arguments, arguments.size() > 2 ? text(arguments.get(2)) : "");
    } else if (function instanceof E_StrReplace) {
      long matches = matches(arguments, arguments.size() > 3 ? text(arguments.get(3)) : "");
      long longest = (long) text(arguments.get(2)).length() + text(arguments.get(0)).length();
      checkLength(text(arguments.get(0)).length() + matches * longest);
    } else if (function instanceof E_Multiply) {
      checkDigits(arguments.stream().mapToLong(CheckedFunction::digits).sum());
    } else {
      checkLength(arguments.stream().mapToLong(each -> text(each).length()).sum());
    }
  }

  private NodeValue evaluated(List<NodeValue> arguments) {
    return switch (function) {
      case E_StrEncodeForURI encoding -> {
        // From texts of bounded length, so that it is bounded itself.
        NodeValue encoded = encoding.eval(arguments.getFirst());
        checkLength(text(encoded).length());
        yield encoded;
      }
      case E_Multiply product -> product.eval(arguments.getFirst(), arguments.getLast());
      case ExprFunctionN ofMany -> ofMany.eval(arguments);
      default -> // an open set: of others none is made
          throw new IllegalStateException("not a checked function: " + function);
    };
  }

  @Override
  public Expr copy(ExprList arguments) {
    return new CheckedFunction(
        switch (function) {
          case E_StrEncodeForURI _ -> new E_StrEncodeForURI(arguments.get(0));
          case E_Multiply _ -> new E_Multiply(arguments.get(0), arguments.get(1));
          case ExprFunctionN ofMany -> (ExprFunction) ofMany.copy(arguments);
          default -> // an open set: of others none is made
              throw new IllegalStateException("not a checked function: " + function);
        });
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

  private static void checkDigits(long digits) {
    if (digits > DIGITS_MAX) {
      throw new BudgetExceededException(
          "the query makes a number of more than " + DIGITS_MAX + " digits");
    }
  }

  /// About how many digits a number takes, before and after the point.
  private static long digits(NodeValue number) {
    if (number.isInteger()) {
      return digits(number.getInteger());
    }
    return number.isDecimal()
        ? digits(number.getDecimal().unscaledValue()) + Math.abs(number.getDecimal().scale())
        : 0;
  }

  private static long digits(BigInteger number) {
    return (long) (number.bitLength() * DIGITS_A_BIT);
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
