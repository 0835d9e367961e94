package io.ledgerline.projection.facets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.ontology.Ontology;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.FacetCase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.junit.jupiter.api.Test;

/// What the facets of the specification become has the shapes of `ontology/shapes.ttl`.
class FacetShapesTest {

  private static final Set<String> OF_FACETS =
      Set.of(
          "Facet",
          "Reading",
          "Engine",
          "Parameter",
          "Tag",
          "Dependency",
          "Check",
          "SourceLocation",
          "Ownership",
          "Symlink",
          "Catalog",
          "Level",
          "Subset",
          "LineageStatement",
          "FacetsOfRun",
          "FacetsOfJob",
          "FacetsOfDataset",
          "FacetsOfVersion");

  @Test
  void holdsForEveryNodeThatAFacetMakes() {
    // Given
    Graph graph = graph();
    Shapes shapes = Shapes.parse(Ontology.shapes().graph());

    // When
    ValidationReport report = ShaclValidator.get().validate(shapes, graph);
    Set<String> used =
        shapes.getTargetShapes().stream()
            .filter(shape -> !shape.getTargets().isEmpty())
            .filter(
                shape ->
                    shape.getTargets().stream()
                        .anyMatch(target -> !target.getFocusNodes(graph).isEmpty()))
            .map(shape -> shape.getShapeNode().getLocalName())
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(used).containsAll(OF_FACETS);
    assertThat(report.getEntries())
        .extracting(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
        .isEmpty();
  }

  @Test
  void doesNotHoldWhereSomethingIsSaidTwiceThatIsSaidOnce() {
    // Given
    Graph graph = graph();
    Node said = NodeFactory.createURI("https://w3id.org/ledgerline/ns#errorMessage");
    Node run = graph.find(Node.ANY, said, Node.ANY).next().getSubject();
    graph.add(run, said, NodeFactory.createLiteralString("another"));

    // When
    ValidationReport report =
        ShaclValidator.get().validate(Shapes.parse(Ontology.shapes().graph()), graph);

    // Then
    assertThat(report.conforms()).isFalse();
  }

  private static Graph graph() {
    ScratchGraph graph = new ScratchGraph();
    for (FacetCase of : FacetCase.all()) {
      graph.project(List.of(of.run("COMPLETE", 1, true)), 1);
    }
    return graph.dataset().getDefaultGraph();
  }
}
