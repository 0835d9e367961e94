package io.ledgerline.graph.ontology;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.sparql.graph.GraphFactory;

/// One published file of `ontology/`: the text as it was written, and what it says.
///
/// Immutable once read, and safe for every thread that only reads.
public final class Ontology {

  static final String XSD = "http://www.w3.org/2001/XMLSchema#";

  private static final String RDFS = "http://www.w3.org/2000/01/rdf-schema#";
  private static final String SKOS = "http://www.w3.org/2004/02/skos/core#";
  private static final Node CLASS = NodeFactory.createURI(RDFS + "Class");
  private static final List<String> MATCHES =
      List.of("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch");

  private final String turtle;
  private final Graph graph;

  private Ontology(String turtle, Graph graph) {
    this.turtle = turtle;
    this.graph = graph;
  }

  /// The vocabulary: `ontology/ledgerline.ttl`.
  public static Ontology vocabulary() {
    return read("ledgerline.ttl");
  }

  /// How it lies beside other vocabularies: `ontology/alignments.ttl`.
  public static Ontology alignments() {
    return read("alignments.ttl");
  }

  /// What the nodes of a lineage graph look like, in SHACL: `ontology/shapes.ttl`.
  public static Ontology shapes() {
    return read("shapes.ttl");
  }

  /// Turtle, as it was written, comments included.
  public String turtle() {
    return turtle;
  }

  /// What it says. Not to be changed.
  public Graph graph() {
    return graph;
  }

  /// The same as JSON-LD 1.1, with prefixes, and without a remote context.
  public String jsonLd() {
    return in(Lang.JSONLD11);
  }

  /// The same as N-Triples.
  public String nTriples() {
    return in(Lang.NTRIPLES);
  }

  /// The same as RDF/XML.
  public String rdfXml() {
    return in(Lang.RDFXML);
  }

  private String in(Lang lang) {
    return RDFWriter.source(graph).lang(lang).asString();
  }

  /// The terms of the vocabulary, classes first, each kind by name.
  ///
  /// @param alignments where their neighbours in other vocabularies are
  public List<Term> terms(Ontology alignments) {
    return graph
        .find(Node.ANY, Standard.RDF_TYPE, Node.ANY)
        .filterKeep(triple -> triple.getSubject().getURI().startsWith(Vocabulary.LL))
        .mapWith(
            triple -> term(triple.getSubject(), triple.getObject().equals(CLASS), alignments.graph))
        .toList()
        .stream()
        .sorted(Comparator.comparing(Term::kind).thenComparing(Term::name))
        .toList();
  }

  private Term term(Node node, boolean isClass, Graph neighbours) {
    String parent = isClass ? "subClassOf" : "subPropertyOf";
    return new Term(
        node.getURI().substring(Vocabulary.LL.length()),
        node.getURI(),
        isClass ? Term.Kind.CLASS : Term.Kind.PROPERTY,
        text(node, RDFS + "label"),
        text(node, RDFS + "comment"),
        text(node, SKOS + "example"),
        objects(graph, node, RDFS + "domain").findFirst(),
        objects(graph, node, RDFS + "range").findFirst(),
        objects(graph, node, RDFS + parent).sorted().toList(),
        MATCHES.stream()
            .flatMap(
                how ->
                    objects(neighbours, node, SKOS + how)
                        .sorted()
                        .map(iri -> new Term.Match(how, iri)))
            .toList());
  }

  private String text(Node node, String property) {
    return graph
        .find(node, NodeFactory.createURI(property), Node.ANY)
        .nextOptional()
        .map(triple -> triple.getObject().getLiteralLexicalForm())
        .orElseThrow(() -> new IllegalStateException(node + " has no " + property));
  }

  private static Stream<String> objects(Graph graph, Node node, String property) {
    return graph
        .find(node, NodeFactory.createURI(property), Node.ANY)
        .mapWith(triple -> triple.getObject().getURI())
        .toList()
        .stream();
  }

  private static Ontology read(String name) {
    try (InputStream in = Ontology.class.getResourceAsStream("/ontology/" + name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      Graph graph = GraphFactory.createDefaultGraph();
      RDFParser.fromString(text, Lang.TURTLE).parse(graph);
      return new Ontology(text, graph);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
