package io.ledgerline.graph.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.resultset.ResultsCompare;
import org.apache.jena.tdb2.DatabaseMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The property-path tests of the W3C, in memory and over TDB2.
class PropertyPathSuiteTest {

  private static final String FOLDER = "property-path";

  static List<W3cSuite.Case> cases() {
    return W3cSuite.cases(FOLDER);
  }

  @Test
  void hasAllOfThem() {
    // When
    List<W3cSuite.Case> all = cases();

    // Then
    assertThat(all).hasSize(33);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheSuiteExpectsInMemory(W3cSuite.Case test) throws IOException {
    answersAsExpected(test, DatasetGraphFactory::createTxnMem);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheSuiteExpectsInTheStore(W3cSuite.Case test) throws IOException {
    answersAsExpected(test, DatabaseMgr::createDatasetGraph);
  }

  private static void answersAsExpected(W3cSuite.Case test, Supplier<DatasetGraph> store)
      throws IOException {
    // Given
    DatasetGraph dataset = store.get();
    QueryExecutor.applyTo(dataset.getContext());
    dataset.begin(ReadWrite.WRITE);
    test.data().forEach(file -> add(dataset, Quad.defaultGraphIRI, file));
    test.named().forEach((name, file) -> add(dataset, NodeFactory.createURI(name), file));
    Query query =
        QueryFactory.create(Files.readString(test.query()), test.query().toUri().toString());

    // When
    try (QueryExec execution = QueryExec.dataset(dataset).query(query).build()) {
      if (query.isAskType()) {
        assertThat(execution.ask()).isEqualTo(ResultSetMgr.readBoolean(uri(test.result())));
      } else {
        // Then
        RowSet rows = projected(execution.select());
        RowSet expected = RowSet.adapt(ResultSetMgr.read(uri(test.result()))).rewindable();
        assertThat(ResultsCompare.equalsByValue(rows, expected)).as(test.name()).isTrue();
      }
    } finally {
      dataset.abort();
      dataset.close();
    }
  }

  /// Without the variables that the algebra needs for itself.
  private static RowSet projected(RowSet table) {
    List<Binding> rows = new ArrayList<>();
    table.forEachRemaining(
        row -> {
          BindingBuilder projected = Binding.builder();
          table.getResultVars().stream()
              .filter(row::contains)
              .forEach(var -> projected.add(var, row.get(var)));
          rows.add(projected.build());
        });
    return RowSetStream.create(table.getResultVars(), rows.iterator()).rewindable();
  }

  private static void add(DatasetGraph dataset, Node graph, Path file) {
    RDFDataMgr.loadGraph(uri(file))
        .find()
        .forEachRemaining(t -> dataset.add(graph, t.getSubject(), t.getPredicate(), t.getObject()));
  }

  private static String uri(Path file) {
    return file.toUri().toString();
  }
}
