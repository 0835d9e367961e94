package io.ledgerline.http.query;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.StaleCursorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.Quad;

/// Puts named graphs beside those of the ledger, for one test.
final class StoredGraphs implements AutoCloseable {

  private final LineageGraph store;
  private final List<Quad> quads = new ArrayList<>();

  StoredGraphs(LineageGraph store) {
    this.store = store;
  }

  StoredGraphs add(String name, List<Path> files) {
    Node graph = Iris.node(name);
    List<Quad> more = new ArrayList<>();
    for (Path file : files) {
      Graph read = RDFDataMgr.loadGraph(file.toUri().toString());
      read.find().forEachRemaining(triple -> more.add(Quad.create(graph, triple)));
    }
    write(new GraphChange(List.of(), more));
    quads.addAll(more);
    return this;
  }

  @Override
  public void close() {
    write(new GraphChange(quads, List.of()));
  }

  /// The cursor stays where it is; the projector may move it in between.
  private void write(GraphChange change) {
    boolean isWritten = false;
    while (!isWritten) {
      Optional<Cursor> cursor = store.cursor();
      try {
        store.write(cursor, change, cursor.orElseThrow());
        isWritten = true;
      } catch (StaleCursorException moved) {
        isWritten = false;
      }
    }
  }
}
