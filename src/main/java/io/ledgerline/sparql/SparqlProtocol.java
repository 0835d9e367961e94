package io.ledgerline.sparql;

import io.ledgerline.canon.Bytes;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.atlas.web.ContentType;

/// Reads requests of the SPARQL 1.1 protocol, section 2.1 ("query operation"). Pure.
///
/// A body must say what it is: without a Content-Type, or with a charset other than UTF-8, it is
/// refused, as the protocol's test suite wants it.
public final class SparqlProtocol {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String DIRECT = "application/sparql-query";
  private static final String UPDATE = "application/sparql-update";

  private static final List<String> BOOLEANS = List.of("false", "true");

  private SparqlProtocol() {}

  /// Which graph a GET of the graph store asks for.
  ///
  /// @param iri empty for the default graph
  /// @param format the short name of a format, which beats the Accept header
  public record GraphRequest(Optional<String> iri, Optional<String> format) {}

  /// Whether a GET asks what this endpoint is: it has no parameter but `format`.
  public static boolean asksForDescription(String rawQuery) {
    return switch (parameters(rawQuery)) {
      case Checked.Passed<Map<String, List<String>>>(var parameters) ->
          parameters.keySet().stream().allMatch("format"::equals);
      case Checked.Refused<Map<String, List<String>>> _ -> false;
    };
  }

  /// The parameter `format` of a GET that has no other.
  public static Checked<Optional<String>> format(String rawQuery) {
    return parameters(rawQuery)
        .then(
            parameters -> {
              List<String> formats = parameters.getOrDefault("format", List.of());
              return formats.size() > 1
                  ? malformed("a request has at most one parameter format")
                  : Checked.passed(formats.stream().findFirst());
            });
  }

  /// Reads a GET of the graph store (SPARQL 1.1 Graph Store HTTP Protocol, section 4.2).
  public static Checked<GraphRequest> graph(String rawQuery) {
    return parameters(rawQuery).then(SparqlProtocol::ofGraph);
  }

  private static Checked<GraphRequest> ofGraph(Map<String, List<String>> parameters) {
    List<String> formats = parameters.getOrDefault("format", List.of());
    List<String> iris = parameters.getOrDefault("graph", List.of());
    boolean ofDefault = parameters.containsKey("default");
    if (iris.size() + (ofDefault ? 1 : 0) != 1 || formats.size() > 1) {
      return malformed("a request has one parameter default or graph, and at most one format");
    }
    return Checked.passed(
        new GraphRequest(iris.stream().findFirst(), formats.stream().findFirst()));
  }

  /// Reads a GET.
  ///
  /// @param rawQuery the part of the URL after `?`, still percent-encoded; empty if there is none
  public static Checked<SparqlRequest> get(String rawQuery) {
    return parameters(rawQuery).then(SparqlProtocol::ofParameters);
  }

  /// Reads a POST.
  ///
  /// @param rawQuery the part of the URL after `?`, still percent-encoded; empty if there is none
  /// @param contentType the header as it was sent
  /// @param body all of it
  public static Checked<SparqlRequest> post(
      String rawQuery, Optional<String> contentType, Bytes body) {
    if (contentType.isEmpty()) {
      return wrongType("a POST names its Content-Type");
    }
    ContentType type = ContentType.create(contentType.get());
    if (type == null || type.getContentTypeStr() == null) {
      return wrongType("not a media type: " + contentType.get());
    }
    return switch (type.getContentTypeStr().toLowerCase(Locale.ROOT)) {
      case FORM -> utf8(body).then(SparqlProtocol::parameters).then(SparqlProtocol::ofForm);
      case DIRECT -> isUtf8(type) ? direct(rawQuery, body) : wrongType("a query is in UTF-8");
      case UPDATE -> Checked.refused(Refusal.Kind.UPDATE, "this endpoint only reads");
      default -> // an open set: whatever a client sends
          wrongType("a body of type " + type.getContentTypeStr() + " is no query");
    };
  }

  private static Checked<SparqlRequest> direct(String rawQuery, Bytes body) {
    return parameters(rawQuery)
        .then(
            parameters ->
                parameters.containsKey("query")
                    ? malformed("the query is in the body and in the URL")
                    : utf8(body)
                        .then(
                            text ->
                                text.isBlank()
                                    ? malformed("the body has no query")
                                    : request(text, parameters)));
  }

  /// Which ledger is asked stands in the URL alone: in a form it would be answered with the
  /// present.
  private static Checked<SparqlRequest> ofForm(Map<String, List<String>> parameters) {
    return parameters.containsKey("asOf") || parameters.containsKey("min-seq")
        ? malformed("asOf and min-seq stand in the URL, not in the form")
        : ofParameters(parameters);
  }

  private static Checked<SparqlRequest> ofParameters(Map<String, List<String>> parameters) {
    if (parameters.containsKey("update")) {
      return Checked.refused(Refusal.Kind.UPDATE, "this endpoint only reads");
    }
    List<String> queries = parameters.getOrDefault("query", List.of());
    return queries.size() == 1 && !queries.getFirst().isBlank()
        ? request(queries.getFirst(), parameters)
        : malformed(
            "a request has one parameter query, this one has "
                + (queries.size() == 1 ? "an empty one" : queries.size()));
  }

  private static Checked<SparqlRequest> request(
      String query, Map<String, List<String>> parameters) {
    List<String> formats = parameters.getOrDefault("format", List.of());
    if (formats.size() > 1) {
      return malformed("a request has at most one parameter format");
    }
    List<String> explain = parameters.getOrDefault("explain", List.of("false"));
    if (explain.size() > 1 || !BOOLEANS.contains(explain.getFirst())) {
      return malformed("explain is true or false");
    }
    return Checked.passed(
        new SparqlRequest(
            query,
            parameters.getOrDefault("default-graph-uri", List.of()),
            parameters.getOrDefault("named-graph-uri", List.of()),
            formats.stream().findFirst(),
            explain.contains("true")));
  }

  private static Checked<Map<String, List<String>>> parameters(String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      try {
        parameters
            .computeIfAbsent(
                URLDecoder.decode(name, StandardCharsets.UTF_8), absent -> new ArrayList<>())
            .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException malformed) {
        return malformed("not percent-encoded: " + malformed.getMessage());
      }
    }
    return Checked.passed(parameters);
  }

  private static Checked<String> utf8(Bytes body) {
    try {
      ByteBuffer bytes = body.view();
      return Checked.passed(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException malformed) {
      return malformed("the body is not UTF-8");
    }
  }

  private static boolean isUtf8(ContentType type) {
    String charset = type.getCharset();
    return charset == null || charset.equalsIgnoreCase("utf-8");
  }

  private static <T> Checked<T> malformed(String detail) {
    return Checked.refused(Refusal.Kind.MALFORMED_REQUEST, detail);
  }

  private static <T> Checked<T> wrongType(String detail) {
    return Checked.refused(
        Refusal.Kind.WRONG_MEDIA_TYPE, detail + "; a query is sent as " + FORM + " or " + DIRECT);
  }
}
