package io.ledgerline.graph.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.house.Generated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// What is published of the vocabulary says one thing in every form.
class OntologyTest {

  private static final List<Term> TERMS = Ontology.vocabulary().terms(Ontology.alignments());

  @Test
  void showsEveryTermOnceClassesFirst() {
    // Then
    assertThat(TERMS).extracting(Term::name).doesNotHaveDuplicates().contains("Decision", "seq");
    assertThat(TERMS).extracting(Term::kind).isSorted();
    assertThat(TERMS)
        .filteredOn(term -> term.kind() == Term.Kind.PROPERTY)
        .allMatch(term -> term.domain().isPresent() && term.range().isPresent());
  }

  @Test
  void alignsNothingButTermsThatExist() {
    // Given
    Set<String> names = TERMS.stream().map(Term::iri).collect(Collectors.toSet());

    // When
    List<String> aligned = subjects(Ontology.alignments().graph());

    // Then
    assertThat(aligned).isNotEmpty().allMatch(names::contains);
  }

  @Test
  void liesBesideEachOfTheVocabulariesThatItIsRead() {
    // When
    Set<String> neighbours = new TreeSet<>();
    TERMS.forEach(
        term ->
            Stream.concat(term.supers().stream(), term.matches().stream().map(Term.Match::iri))
                .forEach(iri -> neighbours.add(iri.replaceFirst("[^/#]*$", ""))));

    // Then
    assertThat(neighbours)
        .contains(
            "http://www.w3.org/ns/prov#",
            "http://www.w3.org/ns/dcat#",
            "http://www.w3.org/ns/csvw#",
            "http://www.w3.org/ns/dqv#",
            "https://w3id.org/dpv#",
            "https://w3id.org/airo#");
  }

  @Test
  void asksInTheShapesOnlyForTermsThatExist() {
    // Given
    Set<String> names = TERMS.stream().map(Term::iri).collect(Collectors.toSet());

    // When
    Set<String> asked =
        Ontology.shapes().graph().stream()
            .flatMap(triple -> Stream.of(triple.getPredicate(), triple.getObject()))
            .filter(Node::isURI)
            .map(Node::getURI)
            .filter(iri -> iri.startsWith(Vocabulary.LL))
            .collect(Collectors.toSet());

    // Then
    assertThat(names).containsAll(asked);
    assertThat(asked)
        .as("every class has a shape")
        .containsAll(
            TERMS.stream()
                .filter(term -> term.kind() == Term.Kind.CLASS && !term.name().equals("Decision"))
                .map(Term::iri)
                .toList());
  }

  @Test
  void writesTheSameInEveryForm() {
    for (Ontology file : List.of(Ontology.vocabulary(), Ontology.alignments(), Ontology.shapes())) {
      // When
      Map<Lang, String> forms =
          Map.of(
              Lang.TURTLE, file.turtle(),
              Lang.JSONLD11, file.jsonLd(),
              Lang.NTRIPLES, file.nTriples(),
              Lang.RDFXML, file.rdfXml());

      // Then
      forms.forEach(
          (lang, text) ->
              assertThat(read(text, lang).isIsomorphicWith(file.graph())).as("%s", lang).isTrue());
    }
  }

  @Test
  void keepsTheContextOfItsTerms() throws IOException {
    Generated.holds(Path.of("ontology/context.jsonld"), JsonLdContext.of(TERMS));
  }

  @Test
  void readsShortNamesByTheContext() {
    // Given
    String document =
        """
        { "@id": "https://b.test/run/1", "@type": "prov:Activity", "seq": 7, "state": "COMPLETED",
          "job": "https://b.test/job/a/b", "occurredAt": "2026-11-20T16:06:58Z", "value": "0.5" }
        """;
    String context = JsonLdContext.of(TERMS).strip();
    String whole = context.substring(0, context.length() - 1) + "," + document.strip().substring(1);

    // When
    Graph graph = read(whole, Lang.JSONLD11);

    // Then
    assertThat(graph.stream().map(OntologyTest::text))
        .containsExactlyInAnyOrder(
            "type <http://www.w3.org/ns/prov#Activity>",
            "seq \"7\"^^<http://www.w3.org/2001/XMLSchema#long>",
            "state \"COMPLETED\"",
            "job <https://b.test/job/a/b>",
            "occurredAt \"2026-11-20T16:06:58Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>",
            "value \"0.5\"^^<http://www.w3.org/2001/XMLSchema#decimal>");
  }

  private static String text(Triple triple) {
    Node object = triple.getObject();
    String value =
        object.isURI()
            ? "<" + object.getURI() + ">"
            : "\"" + object.getLiteralLexicalForm() + "\"" + datatype(object);
    return triple.getPredicate().getLocalName() + " " + value;
  }

  private static String datatype(Node literal) {
    String iri = literal.getLiteralDatatypeURI();
    return iri.endsWith("#string") ? "" : "^^<" + iri + ">";
  }

  private static List<String> subjects(Graph graph) {
    return graph.stream()
        .filter(triple -> !graph.contains(triple.getSubject(), Standard.RDF_TYPE, Node.ANY))
        .map(triple -> triple.getSubject().getURI())
        .distinct()
        .toList();
  }

  private static Graph read(String text, Lang lang) {
    Graph graph = GraphFactory.createDefaultGraph();
    RDFParser.fromString(text, lang).parse(graph);
    return graph;
  }
}
