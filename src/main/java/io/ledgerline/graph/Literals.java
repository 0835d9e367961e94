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
    try {
      return Optional.of(OffsetDateTime.parse(node.getLiteralLexicalForm()).toInstant());
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  private static Node typed(String text, RDFDatatype type) {
    return NodeFactory.createLiteralDT(text, type);
  }
}
