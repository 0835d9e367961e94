package io.ledgerline.sparql;

import io.ledgerline.graph.LineageGraph;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs guarded queries, a few at a time, on platform threads with deep stacks.
///
/// Deep, because ARQ walks a property path by recursion, and an overflow inside the store's cache
/// can hurt every other query. Thread-safe; one for each graph.
public final class SparqlEndpoint implements AutoCloseable {

  private static final long CLOSE_SECONDS_MAX = 5;

  private final LineageGraph graph;
  private final SparqlSettings settings;
  private final ThreadPoolExecutor pool;
  private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();

  /// An endpoint over this graph.
  public SparqlEndpoint(LineageGraph graph, SparqlSettings settings) {
    ArqSafety.apply();
    this.graph = graph;
    this.settings = settings;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queueMax()),
            task -> thread(task, "sparql-" + number.incrementAndGet()));
  }

  /// Runs a query soon and returns at once. The sink hears of it once more at least, unless the
  /// query is cancelled.
  public RunningQuery ask(GuardedQuery query, AnswerSink sink) {
    return ask(query, OptionalLong.empty(), sink);
  }

  /// The same, of the ledger as it stood once.
  ///
  /// @param asOf the index of the last entry that is taken into account; empty for all
  public RunningQuery ask(GuardedQuery query, OptionalLong asOf, AnswerSink sink) {
    RunningQuery asked = new RunningQuery(graph, settings, query, asOf, sink);
    running.add(asked);
    try {
      pool.execute(
          () -> {
            try {
              asked.run();
            } finally {
              running.remove(asked);
            }
          });
    } catch (RejectedExecutionException full) {
      running.remove(asked);
      sink.refuse(
          new Refusal(
              Refusal.Kind.OVERLOADED,
              settings.threads() + " queries run and " + settings.queueMax() + " wait already"));
    }
    return asked;
  }

  /// Takes no more queries, cancels those that run, and waits a little for their end.
  @Override
  public void close() {
    // Never by interruption: it closes the files that the store is reading.
    pool.shutdown();
    running.forEach(RunningQuery::cancel);
    try {
      pool.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, settings.stackBytes());
    thread.setDaemon(true);
    return thread;
  }
}
