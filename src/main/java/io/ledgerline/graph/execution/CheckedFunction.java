package io.ledgerline.graph.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.impl.XSDBaseNumericType;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrDatatype;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.FunctionEnv;

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

  /// How many digits a number may have that is a product, or made of a text.
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

  /// A cast finds its function in the context.
  @Override
  public NodeValue eval(List<NodeValue> arguments, FunctionEnv env) {
    if (!(function instanceof E_Function cast)) {
      return eval(arguments);
    }
    check(arguments);
    ExprList values = new ExprList();
    arguments.forEach(values::add);
    return cast.copy(values).eval(BindingFactory.empty(), env);
  }

  /// Whether a datatype is one of those whose values are read, digit by digit, in a time that grows
  /// with the square of their number.
  static boolean isOfDigits(String datatype) {
    return TypeMapper.getInstance().getTypeByName(datatype) instanceof XSDBaseNumericType;
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
    } else if (function instanceof E_StrDatatype) {
      boolean isOfDigits = arguments.get(1).isIRI() && isOfDigits(arguments.get(1).asString());
      checkDigits(isOfDigits ? text(arguments.getFirst()).length() : 0);
    } else if (function instanceof E_Function) {
      checkDigits(length(arguments));
    } else {
      checkLength(length(arguments));
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
      case ExprFunction2 ofTwo -> ofTwo.eval(arguments.getFirst(), arguments.getLast());
      case ExprFunctionN ofMany -> ofMany.eval(arguments);
      default -> // an open set: of others none is made
          throw new IllegalStateException("not a checked function: " + function);
    };
  }

  @Override
  public Expr copy(ExprList arguments) {
    return new CheckedFunction(
        switch (function) {
          case ExprFunction1 ofOne -> (ExprFunction) ofOne.copy(arguments.get(0));
          case ExprFunction2 ofTwo -> (ExprFunction) ofTwo.copy(arguments.get(0), arguments.get(1));
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

  private static long length(List<NodeValue> texts) {
    return texts.stream().mapToLong(each -> text(each).length()).sum();
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
