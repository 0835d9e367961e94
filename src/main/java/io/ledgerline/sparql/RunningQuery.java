package io.ledgerline.sparql;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphFailure;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.execution.Budget;
import io.ledgerline.graph.execution.BudgetExceededException;
import io.ledgerline.sparql.AnswerSink.ClientLeftException;
import io.ledgerline.sparql.AnswerWriter.TooManyRowsException;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.sparql.exec.QueryExec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One query, from the queue to the last byte of its answer.
///
/// Runs on one query thread, in one read transaction, because the store's transactions belong to a
/// thread. [#cancel] may come from any thread, at any time.
public final class RunningQuery {

  private static final Logger LOG = Logger.getLogger(RunningQuery.class);

  private final LineageGraph graph;
  private final SparqlSettings settings;
  private final GuardedQuery guarded;
  private final AnswerSink sink;
  private final Object lock = new Object();
  private boolean cancelled;
  private @Nullable QueryExec execution;

  RunningQuery(LineageGraph graph, SparqlSettings settings, GuardedQuery guarded, AnswerSink sink) {
    this.graph = graph;
    this.settings = settings;
    this.guarded = guarded;
    this.sink = sink;
  }

  /// Ends the query as soon as it notices; its sink is not called again, unless it was being
  /// called.
  public void cancel() {
    synchronized (lock) {
      cancelled = true;
      if (execution != null) {
        execution.abort();
      }
    }
  }

  /// Runs to the end, on the calling thread. Throws nothing.
  void run() {
    Transfer transfer = new Transfer();
    try {
      graph.read(store -> transfer.answer(store));
    } catch (ClientLeftException left) {
      LOG.debugf("query abandoned: %s", left.getMessage());
    } catch (QueryCancelledException stopped) {
      long seconds = settings.timeout().toSeconds();
      transfer.fail(Refusal.Kind.TIMED_OUT, "the query ran longer than " + seconds + " s");
    } catch (BudgetExceededException excess) {
      transfer.fail(Refusal.Kind.HOLDS_TOO_MUCH, String.valueOf(excess.getMessage()));
    } catch (TooManyRowsException excess) {
      transfer.fail(Refusal.Kind.TOO_MANY_ROWS, String.valueOf(excess.getMessage()));
    } catch (Throwable fault) {
      // Errors too: whoever asked waits for an answer, and only this thread can give it.
      answer(fault, transfer);
    }
  }

  private void answer(Throwable fault, Transfer transfer) {
    try {
      if (fault instanceof StackOverflowError) {
        transfer.fail(Refusal.Kind.TOO_DEEP, "the query is nested too deeply to be run");
      } else {
        transfer.fail(Refusal.Kind.FAILED, "the query met a fault of the server");
      }
    } finally {
      LOG.error("a query failed", fault);
      if (fault instanceof Error) {
        reopen();
      }
    }
  }

  // An Error within the store may leave the buffers half changed that all queries share.
  private void reopen() {
    try {
      graph.reopen();
    } catch (GraphFailure closed) {
      LOG.error("the graph stays closed until the projector opens it", closed);
    }
  }

  private boolean isCancelled() {
    synchronized (lock) {
      return cancelled;
    }
  }

  private void started(QueryExec started) {
    synchronized (lock) {
      execution = started;
      if (cancelled) {
        started.abort();
      }
    }
  }

  private void finished() {
    synchronized (lock) {
      execution = null;
    }
  }

  /// The answer on its way.
  private final class Transfer {

    private @Nullable AnswerStream stream;

    Void answer(DatasetGraph store) {
      AnswerFormat.Choice form = guarded.answer();
      long position = Cursor.read(store).map(Cursor::position).orElse(Cursor.NOTHING);
      stream = new AnswerStream(sink, new AnswerSink.Head(form.mediaType(), position));
      try (QueryExec exec = prepare(store)) {
        started(exec);
        new AnswerWriter(settings, form.format()).write(exec, stream);
      } finally {
        finished();
      }
      stream.complete();
      return null;
    }

    void fail(Refusal.Kind kind, String detail) {
      if (isCancelled()) {
        return;
      }
      if (stream != null && stream.hasBegun()) {
        sink.breakOff(new Refusal(kind, detail));
      } else {
        sink.refuse(new Refusal(kind, detail));
      }
    }

    private QueryExec prepare(DatasetGraph store) {
      DatasetGraph asked =
          guarded.graphs().isEmpty()
              ? store
              : DynamicDatasets.dynamicDataset(guarded.graphs(), store, false);
      long millis = settings.timeout().toMillis();
      return QueryExec.dataset(asked)
          .query(guarded.query())
          .context(ArqSafety.context(new Budget(settings.heldBytesMax())))
          .timeout(millis, TimeUnit.MILLISECONDS)
          .build();
    }
  }
}
