package io.ledgerline.assurance.shapes;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.World;
import java.io.StringReader;
import java.nio.file.Path;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A contract as SHACL shapes, by another's validator, over the lineage graph as it stands.
@Execution(ExecutionMode.CONCURRENT)
class ContractShapesTest {

  private static final String TERMS =
      """
      "schema":{"fields":[{"name":"a","type":"long"},{"name":"b"}]},"rows":{"min":10,"max":20},
      "ratio":{"min":0.9,"max":1.0,"input":{"namespace":"d","name":"in"}},
      "freshness":"P3650D","nulls":[{"column":"a","max":0.1}]
      """;

  @TempDir private Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = new World(directory, ContractSettings.DEFAULTS);
    world.add(contract("1", "out", TERMS));
    world.add(event("COMPLETE", "in", 0, 0, "", "in", rows(16)));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatIsAsAgreedConforms() {
    // Given
    world.add(event("COMPLETE", "out", 0, 5, "in", "out", rows(15, "a", "b")));

    // When
    ValidationReport report = validate();

    // Then
    assertThat(report.conforms()).as(report.getEntries().toString()).isTrue();
  }

  @Test
  void whatIsNotWrittenDoesNotConform() {
    // When
    ValidationReport report = validate();

    // Then
    assertThat(report.conforms()).isFalse();
  }

  @Test
  void eachRuleIsAConstraintOfItsOwn() {
    // Given
    world.add(event("COMPLETE", "out", 0, 5, "in", "out", rows(15, "a", "b")));

    // When
    int rowCount = violations(rows(9, "a", "b"), 1);
    int columns = violations(rows(15, "a", "c"), 2);
    int ratio = violations(rows(12, "a", "b"), 3);

    // Then
    assertThat(rowCount).isEqualTo(2);
    assertThat(columns).isEqualTo(2);
    assertThat(ratio).isEqualTo(1);
  }

  @Test
  void whatIsTooOldDoesNotConform() {
    // Given
    world.add(event("COMPLETE", "out", 0, 5, "in", "out", rows(15, "a", "b")));

    // When
    world.add(contract("2", "out", "\"freshness\":\"PT1S\""));

    // Then
    assertThat(validate().conforms()).isFalse();
    assertThat(view().version()).isEqualTo("2");
    assertThat(view().terms().toString()).isEqualTo("{\"freshness\":\"PT1S\"}");
  }

  private int violations(String facets, int night) {
    world.add(event("COMPLETE", "out", night, 5, "in", "out", facets));
    return validate().getEntries().size();
  }

  private ContractView view() {
    return ContractView.of(world.graph(), "d", "out").orElseThrow();
  }

  private ValidationReport validate() {
    Graph shapes = GraphFactory.createDefaultGraph();
    RDFParser.create().source(new StringReader(view().shapes())).lang(Lang.TURTLE).parse(shapes);
    return world
        .graph()
        .read(
            store ->
                ShaclValidator.get()
                    .validate(Shapes.parse(shapes), GraphView.createDefaultGraph(store)));
  }
}
