package io.ledgerline.graph.ontology;

import io.ledgerline.graph.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The JSON-LD 1.1 context of our vocabulary: short names for its terms, and which values are
/// nodes, which numbers and times. Our own terms have no prefix; those of others have the usual
/// one. Decimals are to be written as strings: JSON-LD turns a JSON number with a fraction into a
/// double, whose form no decimal has (section 8.2.2 there).
///
/// [JSON-LD 1.1, section 4.1](https://www.w3.org/TR/json-ld11/#the-context).
public final class JsonLdContext {

  private static final Map<String, String> PREFIXES =
      new TreeMap<>(
          Map.of(
              "ll", Vocabulary.LL,
              "prov", "http://www.w3.org/ns/prov#",
              "dcat", "http://www.w3.org/ns/dcat#",
              "dct", "http://purl.org/dc/terms/",
              "foaf", "http://xmlns.com/foaf/0.1/",
              "xsd", Ontology.XSD));

  private JsonLdContext() {}

  /// The document: an object with `@context` alone, one name a line.
  ///
  /// @param terms those of [Ontology#terms]
  public static String of(List<Term> terms) {
    return Stream.of(
            Stream.of("    \"@version\": 1.1"),
            PREFIXES.entrySet().stream().map(e -> member(e.getKey(), quoted(e.getValue()))),
            terms.stream().map(term -> member(term.name(), definition(term))))
        .flatMap(lines -> lines)
        .collect(Collectors.joining(",\n", "{\n  \"@context\": {\n", "\n  }\n}\n"));
  }

  private static String definition(Term term) {
    String id = quoted("ll:" + term.name());
    return switch (term.kind()) {
      case CLASS -> id;
      case PROPERTY -> "{ \"@id\": " + id + type(term) + " }";
    };
  }

  /// A plain string needs no type; what is no literal is a node.
  private static String type(Term term) {
    if (!term.isLiteral()) {
      return ", \"@type\": \"@id\"";
    }
    String datatype = term.range().orElseThrow().substring(Ontology.XSD.length());
    return datatype.equals("string") ? "" : ", \"@type\": " + quoted("xsd:" + datatype);
  }

  private static String member(String name, String value) {
    return "    " + quoted(name) + ": " + value;
  }

  /// Names and IRIs have nothing that JSON escapes.
  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
