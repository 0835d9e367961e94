package io.ledgerline.graph.execution;

import java.util.List;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.solver.OpExecutorTDB2;

/// A TDB2 store in memory with one triple.
final class StoreOfOne {

  private final DatasetGraph dataset = DatabaseMgr.createDatasetGraph();

  StoreOfOne() {
    dataset.begin(ReadWrite.WRITE);
    dataset.add(
        Quad.defaultGraphIRI,
        NodeFactory.createURI("urn:s"),
        NodeFactory.createURI("urn:p"),
        NodeFactory.createURI("urn:o"));
    dataset.commit();
    dataset.end();
  }

  List<String> ours(String query) {
    QueryExecutor.applyTo(dataset.getContext());
    return rows(query);
  }

  List<String> stock(String query) {
    QC.setFactory(dataset.getContext(), OpExecutorTDB2.OpExecFactoryTDB);
    return rows(query);
  }

  private List<String> rows(String query) {
    dataset.begin(ReadWrite.READ);
    try {
      return Asking.rows(QueryExec.dataset(dataset).query(query).build());
    } finally {
      dataset.end();
    }
  }
}
