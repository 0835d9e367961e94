package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.ontology.Ontology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.shacl.engine.Target;
import org.apache.jena.shacl.parser.Shape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The graph of the credit model has the shapes of `ontology/shapes.ttl`.
///
/// SHACL targets by class, so an empty graph conforms: what each shape looks at is counted first,
/// and every property that a shape asks for is taken away once.
class ShapesTest {

  private static final String SH = "http://www.w3.org/ns/shacl#";

  /// What the credit case has none of: nothing in it is broken, missing or taken back, and Spark
  /// sends but some of the facets. For the others see `FacetShapesTest` and `KindShapesTest`.
  private static final Set<String> ABSENT =
      Set.of(
          "Assignment",
          "AuthorityRequest",
          "Catalog",
          "Change",
          "Check",
          "Contract",
          "Control",
          "DatasetDescription",
          "Dependency",
          "DocumentFile",
          "Finding",
          "Incident",
          "Level",
          "LineageStatement",
          "Measure",
          "MonitoringObservation",
          "Parameter",
          "ProjectionError",
          "Proposal",
          "Reading",
          "Release",
          "Report",
          "ResourceReport",
          "Retraction",
          "Risk",
          "SourceLocation",
          "Symlink",
          "System",
          "Tag",
          "Threshold",
          "ThresholdSet");

  @TempDir private static Path directory;
  private static Graph graph;
  private static Shapes shapes;

  @BeforeAll
  static void open() {
    shapes = Shapes.parse(Ontology.shapes().graph());
    try (CreditCase credit = CreditCase.open(directory)) {
      var _ =
          credit
              .dossier(directory.resolve("documents"))
              .card(CreditCase.MODEL, CardForm.MARKDOWN)
              .await()
              .indefinitely();
      credit.follow();
      graph = GraphMemFactory.createDefaultGraph();
      credit
          .graph()
          .read(
              dataset -> {
                dataset.getDefaultGraph().stream().forEach(graph::add);
                return 0;
              });
    }
  }

  @Test
  void findsNodesForEveryShape() {
    // When
    Set<String> idle =
        shapes.getTargetShapes().stream()
            .filter(shape -> focus(shape).isEmpty())
            .map(shape -> shape.getShapeNode().getLocalName())
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(idle).containsExactlyInAnyOrderElementsOf(ABSENT);
  }

  @Test
  void holdsForEveryNode() {
    // When
    ValidationReport report = ShaclValidator.get().validate(shapes, graph);

    // Then
    assertThat(report.getEntries())
        .extracting(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
        .isEmpty();
  }

  @Test
  void doesNotHoldWhenAPropertyThatItAsksForIsMissing() {
    for (Asked asked : asked()) {
      // Given
      Node node = focus(asked.shape()).iterator().next();
      List<Triple> taken = graph.find(node, asked.property(), Node.ANY).toList();
      taken.forEach(graph::delete);

      // When
      boolean conforms = ShaclValidator.get().validate(shapes, graph, node).conforms();
      taken.forEach(graph::add);

      // Then
      assertThat(taken).as("%s", asked).isNotEmpty();
      assertThat(conforms).as("%s", asked).isFalse();
    }
  }

  /// A property that a shape asks for at least once. The one by which a shape finds its nodes is
  /// left out: without it there is nothing to look at.
  private record Asked(Shape shape, Node property) {}

  private static List<Asked> asked() {
    Graph text = Ontology.shapes().graph();
    List<Asked> asked = new ArrayList<>();
    for (Shape shape : shapes.getTargetShapes()) {
      if (focus(shape).isEmpty()) {
        continue;
      }
      text.find(shape.getShapeNode(), sh("property"), Node.ANY)
          .filterKeep(triple -> text.contains(triple.getObject(), sh("minCount"), Node.ANY))
          .mapWith(triple -> text.find(triple.getObject(), sh("path"), Node.ANY).next())
          .filterDrop(
              triple ->
                  text.contains(shape.getShapeNode(), sh("targetSubjectsOf"), triple.getObject()))
          .forEach(triple -> asked.add(new Asked(shape, triple.getObject())));
    }
    return asked;
  }

  private static Set<Node> focus(Shape shape) {
    return shape.getTargets().stream()
        .map((Target target) -> target.getFocusNodes(graph))
        .flatMap(nodes -> nodes.stream())
        .collect(Collectors.toSet());
  }

  private static Node sh(String name) {
    return NodeFactory.createURI(SH + name);
  }
}
