package io.ledgerline.sparql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.jena.atlas.web.AcceptList;
import org.apache.jena.atlas.web.MediaType;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.resultset.ResultSetLang;

/// The forms of an answer: tables for SELECT and ASK, graphs for CONSTRUCT and DESCRIBE.
///
/// In each group the first is what a client gets that accepts anything.
public enum AnswerFormat {
  /// SPARQL 1.1 Query Results JSON Format.
  JSON(false, "json", "application/sparql-results+json", "application/json"),
  /// SPARQL Query Results XML Format.
  XML(false, "xml", "application/sparql-results+xml", "application/xml"),
  /// SPARQL 1.1 Query Results CSV Format.
  CSV(false, "csv", "text/csv"),
  /// SPARQL 1.1 Query Results TSV Format.
  TSV(false, "tsv", "text/tab-separated-values"),
  /// RDF 1.1 Turtle.
  TURTLE(true, "ttl", "text/turtle"),
  /// RDF 1.1 N-Triples.
  N_TRIPLES(true, "nt", "application/n-triples"),
  /// RDF 1.1 N-Quads; every triple in the default graph.
  N_QUADS(true, "nq", "application/n-quads"),
  /// RDF 1.1 TriG; every triple in the default graph.
  TRIG(true, "trig", "application/trig"),
  /// JSON-LD 1.1.
  JSON_LD(true, "jsonld", "application/ld+json"),
  /// RDF 1.1 XML Syntax.
  RDF_XML(true, "rdfxml", "application/rdf+xml");

  private final boolean graph;
  private final String shortName;

  // Made by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> mediaTypes;

  AnswerFormat(boolean graph, String shortName, String... mediaTypes) {
    this.graph = graph;
    this.shortName = shortName;
    this.mediaTypes = List.of(mediaTypes);
  }

  /// A format and the name that the client used for it.
  ///
  /// @param mediaType for the header Content-Type
  public record Choice(AnswerFormat format, String mediaType) {}

  /// Chooses by the short name, else by the Accept header.
  ///
  /// @param graph whether the answer is a graph
  /// @param accept the header, its lines joined by commas; empty accepts anything
  static Checked<Choice> choose(boolean graph, Optional<String> shortName, String accept) {
    List<AnswerFormat> offered =
        Arrays.stream(values()).filter(format -> format.graph == graph).toList();
    if (shortName.isPresent()) {
      return offered.stream()
          .filter(format -> format.shortName.equals(shortName.get()))
          .findFirst()
          .map(format -> Checked.passed(format.choice(format.mediaTypes.getFirst())))
          .orElseGet(() -> Checked.refused(Refusal.Kind.NO_FORMAT, names(offered)));
    }
    if (accept.isBlank()) {
      AnswerFormat first = offered.getFirst();
      return Checked.passed(first.choice(first.mediaTypes.getFirst()));
    }
    MediaType[] types =
        offered.stream()
            .flatMap(format -> format.mediaTypes.stream())
            .map(AnswerFormat::mediaType)
            .toArray(MediaType[]::new);
    MediaType match = AcceptList.match(new AcceptList(accept), AcceptList.create(types));
    if (match == null) {
      return Checked.refused(Refusal.Kind.NO_FORMAT, names(offered));
    }
    String chosen = match.getContentTypeStr();
    return offered.stream()
        .filter(format -> format.mediaTypes.contains(chosen))
        .findFirst()
        .map(format -> Checked.passed(format.choice(chosen)))
        .orElseThrow();
  }

  /// Whether the graph is built in memory before the first byte: these forms cannot stream.
  boolean isBuilt() {
    return this == JSON_LD || this == RDF_XML;
  }

  /// The writer of a table.
  Lang tableLang() {
    return switch (this) {
      case JSON -> ResultSetLang.RS_JSON;
      case XML -> ResultSetLang.RS_XML;
      case CSV -> ResultSetLang.RS_CSV;
      case TSV -> ResultSetLang.RS_TSV;
      case TURTLE, N_TRIPLES, N_QUADS, TRIG, JSON_LD, RDF_XML ->
          throw new IllegalStateException("not a table");
    };
  }

  /// The writer of a graph.
  RDFFormat graphFormat() {
    return switch (this) {
      case TURTLE -> RDFFormat.TURTLE_BLOCKS;
      case N_TRIPLES -> RDFFormat.NTRIPLES_UTF8;
      case N_QUADS -> RDFFormat.NQUADS_UTF8;
      case TRIG -> RDFFormat.TRIG_BLOCKS;
      case JSON_LD -> RDFFormat.JSONLD11_PLAIN;
      case RDF_XML -> RDFFormat.RDFXML_PLAIN;
      case JSON, XML, CSV, TSV -> throw new IllegalStateException("not a graph");
    };
  }

  private Choice choice(String mediaType) {
    boolean text = mediaType.startsWith("text/");
    return new Choice(this, text ? mediaType + "; charset=utf-8" : mediaType);
  }

  private static MediaType mediaType(String text) {
    int slash = text.indexOf('/');
    return new MediaType(text.substring(0, slash), text.substring(slash + 1));
  }

  private static String names(List<AnswerFormat> offered) {
    List<String> names =
        offered.stream().map(f -> f.shortName + " (" + f.mediaTypes.getFirst() + ")").toList();
    return "this answer can be had as " + String.join(", ", names);
  }
}
