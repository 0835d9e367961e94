package io.ledgerline.sparql.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.junit.jupiter.api.Test;

/// `ontology/examples.ttl` and the page of example queries say what the files of `ontology/queries`
/// say. `-Dgolden.update` rewrites them, and then this test fails once.
class ExampleDocumentsTest {

  private static final Path GRAPH = Path.of("ontology/examples.ttl");
  private static final Path PAGE = Path.of("docs/reference/example-queries.md");
  private static final Pattern PREFIX = Pattern.compile("PREFIX (\\w+): <([^>]+)>");
  private static final String SH = "http://www.w3.org/ns/shacl#";

  @Test
  void theGraphIsThatOfTheFiles() throws IOException {
    // When
    String expected = graph(ExampleFile.all());

    // Then
    assertIs(GRAPH, expected);
  }

  @Test
  void thePageIsThatOfTheFiles() throws IOException {
    // When
    String expected = page(ExampleFile.all());

    // Then
    assertIs(PAGE, expected);
  }

  @Test
  void everyQueryOfTheGraphIsTheOneOfItsFile() {
    // When
    Graph graph = Examples.graph("https://ledger.example/sparql");

    // Then
    List<ExampleFile> files = ExampleFile.all();
    assertThat(files).hasSize(30);
    for (ExampleFile file : files) {
      Node node =
          NodeFactory.createURI(
              "https://ledger.example/sparql/.well-known/sparql-examples#" + file.name());
      String select =
          graph
              .find(node, NodeFactory.createURI(SH + "select"), Node.ANY)
              .next()
              .getObject()
              .getLiteralLexicalForm();
      assertThat(select).isEqualTo(file.text());
      assertThat(QueryFactory.create(select, Syntax.syntaxSPARQL_11).isSelectType()).isTrue();
      assertThat(
              graph.contains(
                  node,
                  NodeFactory.createURI("https://schema.org/target"),
                  NodeFactory.createURI("https://ledger.example/sparql")))
          .isTrue();
    }
    assertThat(graph.find().mapWith(Triple::getSubject).toList()).noneMatch(Node::isBlank);
  }

  private static void assertIs(Path file, String expected) throws IOException {
    String found = Files.exists(file) ? Files.readString(file) : "";
    if (System.getProperty("golden.update") != null) {
      Files.writeString(file, expected);
    }
    assertThat(found).isEqualTo(expected);
  }

  private static String page(List<ExampleFile> files) {
    StringBuilder page =
        new StringBuilder(
            """
            # Example queries

            Questions that auditors ask, each a file of [ontology/queries](../../ontology/queries), and
            all of them the graph `B/sparql/.well-known/sparql-examples` of the [endpoint](sparql.md). A
            file is asked as it is:

            ```sh
            curl -sS http://localhost:8080/sparql --data-urlencode query@ontology/queries/approvals.rq -d format=csv
            ```

            What each answers for the data of `./ledgerline demo`, and for examples of records that the demo has none of, is
            kept by a test. This page is made from the files by a test, too.

            """);
    files.forEach(file -> page.append("- [%s](#%s)\n".formatted(file.question(), file.name())));
    for (ExampleFile file : files) {
      page.append("\n## ").append(file.name()).append("\n\n").append(file.question()).append("\n");
      if (!file.note().isEmpty()) {
        page.append("\n").append(file.note()).append("\n");
      }
      page.append("\n```sparql\n").append(file.text()).append("```\n");
    }
    return page.toString();
  }

  private static String graph(List<ExampleFile> files) {
    Map<String, String> prefixes = new TreeMap<>();
    for (ExampleFile file : files) {
      Matcher prefix = PREFIX.matcher(file.text());
      while (prefix.find()) {
        prefixes.put(prefix.group(1), prefix.group(2));
      }
    }
    StringBuilder graph =
        new StringBuilder(
            """
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix schema: <https://schema.org/> .
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

            # Made from the files of ontology/queries by a test. Its base is the IRI of the graph that it
            # is served as, B/sparql/.well-known/sparql-examples.

            """);
    String declared =
        prefixes.keySet().stream()
            .map(name -> "<#prefix-" + name + ">")
            .collect(Collectors.joining(" , "));
    graph.append("<#prefixes> sh:declare ").append(declared).append(" .\n");
    prefixes.forEach(
        (name, iri) ->
            graph.append(
                "<#prefix-%s> sh:prefix \"%s\" ; sh:namespace \"%s\"^^xsd:anyURI .\n"
                    .formatted(name, name, iri)));
    for (ExampleFile file : files) {
      String keywords =
          file.keywords().stream()
              .map(keyword -> '"' + keyword + '"')
              .collect(Collectors.joining(" , "));
      graph.append(
          """

          <#%s> a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;
            rdfs:comment "%s"@en ;
            schema:keywords %s ;
            schema:target <../../sparql> ;
            sh:prefixes <#prefixes> ;
            sh:select \"""%s\""" .
          """
              .formatted(
                  file.name(),
                  (file.question() + " " + file.note()).trim().replace("\"", "\\\""),
                  keywords,
                  file.text().replace("\\", "\\\\").replace("\"", "\\\"")));
    }
    return graph.toString();
  }
}
