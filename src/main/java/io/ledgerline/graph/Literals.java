package io.ledgerline.graph;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sys.JenaSystem;
import org.jspecify.annotations.Nullable;

/// Makes and reads typed values, each in the one spelling that TDB2 gives back.
///
/// TDB2 keeps numbers and times inside its indexes and prints them anew when they are read. A value
/// made in another spelling would never equal the stored one, and a difference of two graphs would
/// never be empty.
public final class Literals {

  static {
    JenaSystem.init();
  }

  private Literals() {}

  /// A plain text.
  public static Node text(String text) {
    return NodeFactory.createLiteralString(text);
  }

  /// A whole number, `xsd:long`.
  public static Node integer(long value) {
    return typed(Long.toString(value), XSDDatatype.XSDlong);
  }

  /// `true` or `false`.
  public static Node truth(boolean value) {
    return typed(Boolean.toString(value), XSDDatatype.XSDboolean);
  }

  /// A point in time, UTC, `xsd:dateTime`, to the nanosecond, without trailing zeros.
  public static Node time(Instant instant) {
    String text = instant.toString();
    if (text.indexOf('.') >= 0) {
      int end = text.length() - 1;
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      text = text.substring(0, end) + "Z";
    }
    return typed(text, XSDDatatype.XSDdateTime);
  }

  /// A day, `xsd:date`.
  public static Node date(LocalDate date) {
    return typed(date.toString(), XSDDatatype.XSDdate);
  }

  /// A decimal number, `xsd:decimal`, equal in value to the text.
  ///
  /// @param text a JSON number; one that no decimal of reasonable length holds stays a text
  public static Node decimal(String text) {
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    if (Math.abs((long) value.scale()) > 64) {
      return text(text);
    }
    String plain = value.toPlainString();
    return typed(plain.indexOf('.') < 0 ? plain + ".0" : plain, XSDDatatype.XSDdecimal);
  }

  /// The whole number that a node is.
  public static Optional<Long> integer(Node node) {
    if (!node.isLiteral() || !(node.getLiteralValue() instanceof Number number)) {
      return Optional.empty();
    }
    return Optional.of(number.longValue());
  }

  /// The point in time that a node is.
  public static Optional<Instant> time(Node node) {
    if (!node.isLiteral()) {
      return Optional.empty();
    }
    String text = node.getLiteralLexicalForm();
    Instant plain = plainUtc(text);
    if (plain != null) {
      return Optional.of(plain);
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  /// The time that a text of our own spelling is, `2026-01-31T23:59:59.123Z`; null if it is of
  /// another, or needs a calendar to be checked.
  private static @Nullable Instant plainUtc(String text) {
    int last = text.length() - 1;
    boolean isShaped =
        last >= 19
            && text.charAt(last) == 'Z'
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && (last == 19 || (text.charAt(19) == '.' && last > 20 && last <= 29));
    if (!isShaped) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int nanos = last == 19 ? 0 : digits(text, 20, last);
    boolean isPlain =
        year > 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 28
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60
            && nanos >= 0;
    if (!isPlain) {
      return null;
    }
    for (int decimals = last - 20; decimals > 0 && decimals < 9; decimals++) {
      nanos *= 10;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
  }

  /// The number that digits are, at most nine of them; negative if something else is among them.
  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static Node typed(String text, RDFDatatype type) {
    return NodeFactory.createLiteralDT(text, type);
  }
}
