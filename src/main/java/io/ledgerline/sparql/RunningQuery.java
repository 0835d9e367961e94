package io.ledgerline.sparql;

import io.ledgerline.graph.GraphFailure;
import io.ledgerline.graph.StoreFault;
import io.ledgerline.graph.execution.Budget;
import io.ledgerline.graph.execution.BudgetExceededException;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.sparql.AnswerSink.ClientLeftException;
import io.ledgerline.sparql.AnswerWriter.TooManyRowsException;
import io.ledgerline.sparql.computed.Composition;
import io.ledgerline.sparql.computed.NotAsOfException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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

  private static final int TEXT_LENGTH_MAX = 1_000;

  private final SparqlEndpoint.Setting setting;
  private final GuardedQuery guarded;
  private final OptionalLong asOf;
  private final AnswerSink sink;
  private final String id;
  private final String asker;
  private final String text;
  private final Instant since;
  private final AtomicLong rows = new AtomicLong();
  private final Object lock = new Object();
  private State state = State.WAITING;
  private @Nullable QueryExec execution;
  private @Nullable Thread thread;
  private long endNanos;

  /// Where a query stands.
  public enum State {
    /// It has no thread yet.
    WAITING,
    /// It is being answered.
    RUNNING,
    /// An operator ended it; it has not noticed yet.
    STOPPED,
    /// Its client left; it has not noticed yet.
    ABANDONED,
    /// It was told to end long ago, and does not: nobody waits for it, nor for its thread.
    STUCK
  }

  /// What operators see of a query.
  ///
  /// @param asker who asked: the id of a key, empty without one
  /// @param since when it was asked
  /// @param rows rows, or triples, of the answer so far
  /// @param text the beginning of it
  public record Status(
      String id, String asker, Instant since, State state, long rows, String text) {}

  RunningQuery(
      SparqlEndpoint.Setting setting,
      GuardedQuery guarded,
      OptionalLong asOf,
      AnswerSink sink,
      String id,
      String asker,
      Instant since) {
    this.setting = setting;
    this.guarded = guarded;
    this.asOf = asOf;
    this.sink = sink;
    this.id = id;
    this.asker = asker;
    this.since = since;
    String all = guarded.query().toString();
    this.text = all.substring(0, Math.min(all.length(), TEXT_LENGTH_MAX));
  }

  /// Made for this query alone.
  public String id() {
    return id;
  }

  /// Where it stands now.
  public Status status() {
    synchronized (lock) {
      return new Status(id, asker, since, state, rows.get(), text);
    }
  }

  /// Ends the query as soon as it notices, because nobody waits for it; its sink is not called
  /// again, unless it was being called.
  public void cancel() {
    end(State.ABANDONED);
  }

  /// Ends the query as soon as it notices; its sink hears that it was.
  public void stop() {
    end(State.STOPPED);
  }

  private void end(State ended) {
    synchronized (lock) {
      boolean isLast = state == State.ABANDONED || state == State.STUCK;
      endNanos = state == State.RUNNING ? System.nanoTime() : endNanos;
      state = isLast ? state : ended;
      if (execution != null) {
        execution.abort();
      }
    }
  }

  /// Whether it goes on though it was told to end so long ago, by its time-out or by somebody.
  boolean isOverdue(long graceNanos) {
    synchronized (lock) {
      return thread != null && state != State.STUCK && System.nanoTime() - endNanos > graceNanos;
    }
  }

  /// Nobody waits for it any more.
  ///
  /// @return what its thread is doing
  String giveUp() {
    synchronized (lock) {
      state = State.STUCK;
      return thread == null
          ? ""
          : Arrays.stream(thread.getStackTrace())
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n    "));
    }
  }

  /// Runs to the end, on the calling thread. Throws nothing.
  void run() {
    Transfer transfer = new Transfer();
    try {
      synchronized (lock) {
        state = state == State.WAITING ? State.RUNNING : state;
        thread = Thread.currentThread();
        endNanos = System.nanoTime() + setting.limits().timeout().toNanos();
      }
      Composition composition = new Composition(guarded.names(), setting.computed(), asOf);
      setting.graph().read(store -> transfer.answer(store, composition));
    } catch (ClientLeftException left) {
      LOG.debugf("query abandoned: %s", left.getMessage());
    } catch (NotAsOfException ofNow) {
      transfer.fail(Refusal.Kind.MALFORMED_REQUEST, String.valueOf(ofNow.getMessage()));
    } catch (BudgetExceededException excess) {
      transfer.fail(Refusal.Kind.HOLDS_TOO_MUCH, String.valueOf(excess.getMessage()));
    } catch (QueryCancelledException stopped) {
      transfer.stopped();
    } catch (TooManyRowsException excess) {
      transfer.fail(Refusal.Kind.TOO_MANY_ROWS, String.valueOf(excess.getMessage()));
    } catch (Throwable fault) {
      // Errors too: whoever asked waits for an answer, and only this thread can give it.
      answer(fault, transfer);
    } finally {
      synchronized (lock) {
        thread = null;
      }
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
      if (StoreFault.mayHaveHurtAll(fault)) {
        reopen();
      }
    }
  }

  private void reopen() {
    try {
      setting.graph().reopen();
    } catch (GraphFailure closed) {
      LOG.error("the graph stays closed until the projector opens it", closed);
    }
  }

  /// @throws QueryCancelledException if the query was told to end, or its time is up
  private void check() {
    synchronized (lock) {
      if (state != State.RUNNING || System.nanoTime() - endNanos > 0) {
        throw new QueryCancelledException();
      }
    }
  }

  private State state() {
    synchronized (lock) {
      return state;
    }
  }

  private void started(QueryExec started) {
    synchronized (lock) {
      execution = started;
      if (state != State.RUNNING) {
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

    Void answer(DatasetGraph store, Composition composition) {
      AnswerFormat.Choice form = guarded.answer();
      Runnable check = RunningQuery.this::check;
      Snapshot snapshot = Snapshot.of(store, setting.graph().iris(), asOf, check);
      stream =
          new AnswerStream(
              sink,
              new AnswerSink.Head(form.mediaType(), snapshot.position(), snapshot.takenBack(), id),
              check);
      AnswerWriter writer = new AnswerWriter(setting.limits(), form.format(), rows);
      DatasetGraph asked = asked(composition.over(snapshot.dataset()));
      try (QueryExec exec = prepare(asked)) {
        started(exec);
        writer.write(guarded, asked.getDefaultGraph(), exec, stream);
      } finally {
        finished();
      }
      if (state() != State.RUNNING) {
        // Told to end before it began to run, a query gives an answer without rows.
        throw new QueryCancelledException();
      }
      if (guarded.graphMustExist() && rows.get() == 0) {
        fail(Refusal.Kind.NO_GRAPH, "there is no graph of this name, or nothing is in it");
      } else {
        stream.complete();
      }
      return null;
    }

    void stopped() {
      if (state() == State.STOPPED) {
        fail(Refusal.Kind.STOPPED, "an operator ended the query");
      } else {
        long seconds = setting.limits().timeout().toSeconds();
        fail(Refusal.Kind.TIMED_OUT, "the query ran longer than " + seconds + " s");
      }
    }

    void fail(Refusal.Kind kind, String detail) {
      if (state() == State.ABANDONED || state() == State.STUCK) {
        return;
      }
      if (stream != null && stream.hasBegun()) {
        sink.breakOff(new Refusal(kind, detail));
      } else {
        sink.refuse(new Refusal(kind, detail));
      }
    }

    private DatasetGraph asked(DatasetGraph dataset) {
      return guarded.graphs().isEmpty()
          ? dataset
          : DynamicDatasets.dynamicDataset(guarded.graphs(), dataset, false);
    }

    private QueryExec prepare(DatasetGraph asked) {
      SparqlSettings limits = setting.limits();
      return QueryExec.dataset(asked)
          .query(guarded.executable())
          .context(ArqSafety.context(new Budget(limits.heldBytesMax())))
          .timeout(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .build();
    }
  }
}
