package io.ledgerline.sparql;

import io.ledgerline.graph.execution.Budget;
import io.ledgerline.graph.execution.DescribedTriples;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.riot.rowset.RowSetWrapper;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.resultset.ResultsWriter;

/// Executes one query and writes its answer, row by row where the form allows it.
///
/// @param settings the limits
/// @param format of the answer
/// @param rows counts the rows of a table, or the triples of a graph
record AnswerWriter(SparqlSettings settings, AnswerFormat format, AtomicLong rows) {

  /// Writes the complete answer.
  ///
  /// @param graph the default graph, which DESCRIBE reads
  /// @throws TooManyRowsException if the answer is larger than the limit
  void write(GuardedQuery guarded, Graph graph, QueryExec execution, OutputStream out) {
    Query query = guarded.query();
    Budget.Account account = Budget.of(execution.getContext()).open();
    if (guarded.isExplained()) {
      guarded.explain(out);
    } else if (query.isSelectType()) {
      RowSet table = new LimitedRows(execution.select(), settings.rowsMax(), rows);
      tableWriter().write(out, table);
    } else if (query.isAskType()) {
      tableWriter().write(out, execution.ask());
    } else if (query.isConstructType()) {
      writeGraph(execution.constructTriples(), query, account, out);
    } else {
      List<Node> named = query.getResultURIs();
      Iterator<Triple> triples =
          DescribedTriples.of(graph, named, execution.select(), execution.getContext());
      writeGraph(triples, query, account, out);
    }
  }

  private ResultsWriter tableWriter() {
    return ResultsWriter.create().lang(format.tableLang()).build();
  }

  private void writeGraph(
      Iterator<Triple> triples, Query query, Budget.Account account, OutputStream out) {
    if (format.isBuilt()) {
      build(triples, query, account, out);
    } else {
      stream(triples, query, out);
    }
  }

  private void stream(Iterator<Triple> triples, Query query, OutputStream out) {
    StreamRDF writer = StreamRDFWriter.getWriterStream(out, format.graphFormat());
    writer.start();
    query.getPrefixMapping().getNsPrefixMap().forEach(writer::prefix);
    while (triples.hasNext()) {
      Triple triple = triples.next();
      checkCount(rows.incrementAndGet(), settings.rowsMax());
      writer.triple(triple);
    }
    writer.finish();
  }

  private void build(
      Iterator<Triple> triples, Query query, Budget.Account account, OutputStream out) {
    Graph graph = GraphFactory.createDefaultGraph();
    graph.getPrefixMapping().setNsPrefixes(query.getPrefixMapping());
    while (triples.hasNext()) {
      Triple triple = triples.next();
      graph.add(triple);
      if (rows.getAndSet(graph.size()) < graph.size()) {
        account.hold(triple);
        checkCount(graph.size(), settings.builtTriplesMax());
      }
    }
    RDFWriter.source(graph).format(format.graphFormat()).output(out);
  }

  private static void checkCount(long count, long countMax) {
    if (count > countMax) {
      throw new TooManyRowsException(countMax);
    }
  }

  /// A table that fails when it has more rows than the limit, instead of ending there.
  private static final class LimitedRows extends RowSetWrapper {

    private final long rowsMax;
    private final AtomicLong rows;

    LimitedRows(RowSet table, long rowsMax, AtomicLong rows) {
      super(table);
      this.rowsMax = rowsMax;
      this.rows = rows;
    }

    @Override
    public Binding next() {
      Binding row = super.next();
      checkCount(rows.incrementAndGet(), rowsMax);
      return row;
    }
  }

  /// The answer is larger than the limit.
  static final class TooManyRowsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyRowsException(long countMax) {
      super(
          "the answer has more than "
              + countMax
              + " rows or triples; ask for a part of it, with ORDER BY, LIMIT and OFFSET");
    }
  }
}
