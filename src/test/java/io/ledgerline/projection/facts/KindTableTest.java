package io.ledgerline.projection.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.ontology.Ontology;
import io.ledgerline.house.Generated;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.facts.KindField.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.shacl.parser.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of records against their schemas and against the shapes of the graph.
class KindTableTest {

  private static final Path DOCUMENT = Path.of("docs/reference/graph.md");
  private static final String BEGIN = "<!-- kinds -->\n";
  private static final Set<String> OF_THEIR_OWN =
      Set.of(
          "MODEL_VERSION",
          "EVALUATION",
          "DECISION",
          "OVERSIGHT",
          "APPROVAL",
          "STATEMENT",
          "RETRACTION",
          "CONTRACT");
  private static final String SH = "http://www.w3.org/ns/shacl#";

  static Stream<RecordKind> kinds() {
    return Arrays.stream(RecordKind.values()).filter(kind -> !OF_THEIR_OWN.contains(kind.name()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesOnlyFieldsOfTheSchema(RecordKind kind) throws IOException {
    // Given
    JsonObject schema = read(kind.slug());

    // When
    List<String> unknown = unknown(KindTable.row(kind).fields(), schema);

    // Then
    assertThat(unknown).isEmpty();
    assertThat(KindTable.row(kind).fields())
        .filteredOn(field -> !field.form().isReference())
        .extracting(KindField::property)
        .doesNotHaveDuplicates();
  }

  @Test
  void isInTheDocument() throws IOException {
    // Given
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    StringBuilder rows = new StringBuilder("| record | triples |\n| --- | --- |\n");

    // When
    kinds()
        .forEach(
            kind ->
                rows.append("| ")
                    .append(kind.slug())
                    .append(" | ")
                    .append(triples(kind))
                    .append(" |\n"));

    // Then
    Generated.holds(
        DOCUMENT,
        document.substring(0, from) + rows + document.substring(document.indexOf("<!-- end -->")));
  }

  private static String triples(RecordKind kind) {
    KindTable.Row row = KindTable.row(kind);
    StringBuilder text = new StringBuilder("`a " + name(row.type()) + " ; ll:seq");
    row.source().ifPresent(source -> text.append(" ; ll:record ; ").append(name(source)));
    row.fields().stream()
        .filter(field -> !field.form().isReference())
        .forEach(field -> text.append(" ; ").append(name(field.property())));
    text.append(kind == RecordKind.INCIDENT ? " ; ll:dueAt`" : "`");
    String said =
        row.fields().stream()
            .filter(field -> field.form().isReference())
            .map(field -> name(field.property()))
            .distinct()
            .collect(Collectors.joining(" ; "));
    if (!said.isEmpty()) {
      text.append("; said and *derived* `").append(said).append('`');
    }
    row.fields().stream()
        .flatMap(field -> field.part().stream())
        .forEach(
            part ->
                text.append("; a part `a ")
                    .append(name(part.type()))
                    .append(" ; ll:seq")
                    .append(
                        part.fields().stream()
                            .map(field -> " ; " + name(field.property()))
                            .collect(Collectors.joining()))
                    .append('`'));
    return text.toString();
  }

  private static String name(Node term) {
    String iri = term.getURI();
    return iri.replace(Vocabulary.LL, "ll:")
        .replace("http://purl.org/dc/terms/", "dct:")
        .replace("http://www.w3.org/ns/dcat#", "dcat:")
        .replace("http://www.w3.org/ns/prov#", "prov:");
  }

  @Test
  void makesWhatTheShapesAskFor() {
    // Given
    Graph graph =
        new ScratchGraph().project(RecordWorld.examples(), 1_000).dataset().getDefaultGraph();
    Shapes shapes = Shapes.parse(Ontology.shapes().graph());

    // When
    ValidationReport report = ShaclValidator.get().validate(shapes, graph);
    Set<String> used =
        shapes.getTargetShapes().stream()
            .filter(shape -> !focus(shape, graph).isEmpty())
            .map(shape -> shape.getShapeNode().getLocalName())
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(used).containsAll(classes());
    assertThat(report.getEntries())
        .extracting(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
        .isEmpty();
  }

  @Test
  void doesNotHoldWhenAPropertyThatAShapeAsksForIsMissing() {
    // Given
    Graph graph =
        new ScratchGraph().project(RecordWorld.examples(), 1_000).dataset().getDefaultGraph();
    Graph text = Ontology.shapes().graph();
    Shapes shapes = Shapes.parse(text);

    for (Shape shape : shapes.getTargetShapes()) {
      if (!classes().contains(shape.getShapeNode().getLocalName())) {
        continue;
      }
      for (Node property : asked(text, shape)) {
        Node node = focus(shape, graph).iterator().next();
        List<Triple> taken = graph.find(node, property, Node.ANY).toList();
        taken.forEach(graph::delete);

        // When
        boolean conforms = ShaclValidator.get().validate(shapes, graph, node).conforms();
        taken.forEach(graph::add);

        // Then
        assertThat(taken).as("%s %s", node, property).isNotEmpty();
        assertThat(conforms).as("%s %s", node, property).isFalse();
      }
    }
  }

  private static List<Node> asked(Graph text, Shape shape) {
    return text.find(shape.getShapeNode(), sh("property"), Node.ANY)
        .filterKeep(triple -> text.contains(triple.getObject(), sh("minCount"), Node.ANY))
        .mapWith(triple -> text.find(triple.getObject(), sh("path"), Node.ANY).next().getObject())
        .toList();
  }

  private static Set<Node> focus(Shape shape, Graph graph) {
    return shape.getTargets().stream()
        .flatMap(target -> target.getFocusNodes(graph).stream())
        .collect(Collectors.toSet());
  }

  /// The classes of the table.
  private static List<String> classes() {
    return KindTable.terms().stream()
        .filter(term -> !term.equals(Standard.RDF_TYPE))
        .map(Node::getLocalName)
        .filter(name -> Character.isUpperCase(name.charAt(0)))
        .distinct()
        .toList();
  }

  private static List<String> unknown(List<KindField> fields, JsonObject schema)
      throws IOException {
    List<String> unknown = new ArrayList<>();
    for (KindField field : fields) {
      JsonObject place = schema;
      for (String name : field.path()) {
        JsonObject found = place.object("properties").flatMap(all -> all.object(name)).orElse(null);
        if (found == null) {
          unknown.add(String.join(".", field.path()));
          break;
        }
        place = meant(found);
      }
      if (field.form() == Form.PART) {
        unknown.addAll(unknown(field.part().orElseThrow().fields(), place));
      }
    }
    return unknown;
  }

  /// The schema of an element of an array, or that which a reference names.
  private static JsonObject meant(JsonObject schema) throws IOException {
    JsonObject of = schema.object("items").orElse(schema);
    String reference = of.string("$ref").orElse("");
    return reference.contains("/$defs/")
        ? read("envelope")
            .object("$defs")
            .orElseThrow()
            .object(reference.substring(reference.lastIndexOf('/') + 1))
            .orElseThrow()
        : of;
  }

  private static JsonObject read(String slug) throws IOException {
    Path file = Path.of("ontology/schemas", slug + ".v1.schema.json");
    return (JsonObject) RealEvents.json(Bytes.owned(Files.readAllBytes(file)));
  }

  private static Node sh(String name) {
    return NodeFactory.createURI(SH + name);
  }
}
