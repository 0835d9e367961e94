package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.facts.KindTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// The terms in the code, those of the table of records among them, and the terms in
/// `ontology/ledgerline.ttl` are the same ones.
class VocabularyTest {

  private static final String RDFS = "http://www.w3.org/2000/01/rdf-schema#";
  private static final Node EXAMPLE = Iris.node("http://www.w3.org/2004/02/skos/core#example");

  @Test
  void definesEveryTermOfTheCodeAndNoOther() throws IOException {
    // Given
    Graph ontology = ontology();

    // When
    Set<String> defined =
        ontology
            .find(Node.ANY, Standard.RDF_TYPE, Node.ANY)
            .mapWith(triple -> triple.getSubject().getURI())
            .filterKeep(iri -> iri.startsWith(Vocabulary.LL))
            .toSet();

    // Then
    assertThat(new TreeSet<>(defined)).containsExactlyElementsOf(new TreeSet<>(terms()));
  }

  @Test
  void saysOfEveryTermWhatItIsFor() throws IOException {
    // Given
    Graph ontology = ontology();
    List<Node> always =
        List.of(
            Iris.node(RDFS + "label"),
            Iris.node(RDFS + "comment"),
            Iris.node(RDFS + "isDefinedBy"),
            EXAMPLE);
    List<Node> ofProperties = List.of(Iris.node(RDFS + "domain"), Iris.node(RDFS + "range"));

    for (String term : terms()) {
      // When
      Node node = Iris.node(term);
      boolean isClass = Character.isUpperCase(term.charAt(Vocabulary.LL.length()));

      // Then
      assertThat(always).as(term).allMatch(p -> ontology.contains(node, p, Node.ANY));
      assertThat(ofProperties)
          .as(term)
          .allMatch(p -> isClass || ontology.contains(node, p, Node.ANY));
      assertThat(example(ontology, node)).as(term).contains("ll:" + node.getLocalName());
    }
  }

  private static String example(Graph ontology, Node term) {
    return ontology.find(term, EXAMPLE, Node.ANY).next().getObject().getLiteralLexicalForm();
  }

  private static Set<String> terms() {
    return Stream.concat(
            Arrays.stream(Vocabulary.class.getFields())
                .filter(field -> field.getType() == Node.class)
                .map(VocabularyTest::iri),
            KindTable.terms().stream()
                .map(Node::getURI)
                .filter(iri -> iri.startsWith(Vocabulary.LL)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String iri(Field field) {
    try {
      return ((Node) Objects.requireNonNull(field.get(null))).getURI();
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Graph ontology() throws IOException {
    Graph graph = GraphFactory.createDefaultGraph();
    try (InputStream in = VocabularyTest.class.getResourceAsStream("/ontology/ledgerline.ttl")) {
      RDFParser.source(Objects.requireNonNull(in)).lang(Lang.TURTLE).parse(graph);
    }
    return graph;
  }
}
