package io.ledgerline.sparql;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.sparql.computed.ComputedGraphs;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs guarded queries, a few at a time, on platform threads with deep stacks.
///
/// Deep, because ARQ nests a query's parts by recursion, and an overflow inside the store's cache
/// can hurt every other query. Thread-safe; one for each graph.
public final class SparqlEndpoint implements AutoCloseable {

  private static final long CLOSE_SECONDS_MAX = 5;
  private static final int ID_BYTES = 16;

  private final Setting setting;
  private final InstantSource clock;
  private final SecureRandom random;
  private final ThreadPoolExecutor pool;
  private final Map<String, RunningQuery> running = new ConcurrentHashMap<>();

  /// What queries run over.
  ///
  /// @param limits of each of them
  /// @param computed the graphs that are not stored
  record Setting(LineageGraph graph, SparqlSettings limits, ComputedGraphs computed) {}

  /// An endpoint over a graph.
  ///
  /// @param computed the graphs that are not stored
  /// @param random makes the ids of queries
  public SparqlEndpoint(
      LineageGraph graph,
      SparqlSettings settings,
      ComputedGraphs computed,
      InstantSource clock,
      SecureRandom random) {
    ArqSafety.apply();
    this.setting = new Setting(graph, settings, computed);
    this.clock = clock;
    this.random = random;
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

  /// An endpoint over what is stored in a graph.
  public SparqlEndpoint(LineageGraph graph, SparqlSettings settings) {
    this(graph, settings, ComputedGraphs.NONE, InstantSource.system(), new SecureRandom());
  }

  /// Runs a query of somebody without a key, of the ledger as it stands.
  public RunningQuery ask(GuardedQuery query, AnswerSink sink) {
    return ask(query, OptionalLong.empty(), sink);
  }

  /// The same, of the ledger as it stood once.
  public RunningQuery ask(GuardedQuery query, OptionalLong asOf, AnswerSink sink) {
    return ask(query, asOf, sink, "");
  }

  /// Runs a query soon and returns at once. The sink hears of it once more at least, unless the
  /// query is cancelled.
  ///
  /// @param asOf the index of the last entry that is taken into account; empty for all
  /// @param asker the id of the key that was shown; empty without one
  public RunningQuery ask(GuardedQuery query, OptionalLong asOf, AnswerSink sink, String asker) {
    RunningQuery asked =
        new RunningQuery(setting, query, asOf, sink, newId(), asker, clock.instant());
    running.put(asked.id(), asked);
    try {
      pool.execute(
          () -> {
            try {
              asked.run();
            } finally {
              running.remove(asked.id());
            }
          });
    } catch (RejectedExecutionException full) {
      running.remove(asked.id());
      SparqlSettings limits = setting.limits();
      sink.refuse(
          new Refusal(
              Refusal.Kind.OVERLOADED,
              limits.threads() + " queries run and " + limits.queueMax() + " wait already"));
    }
    return asked;
  }

  /// The queries that run or wait, oldest first.
  public List<RunningQuery.Status> running() {
    return running.values().stream()
        .map(RunningQuery::status)
        .sorted(
            Comparator.comparing(RunningQuery.Status::since).thenComparing(RunningQuery.Status::id))
        .toList();
  }

  /// One of the queries that run or wait.
  public Optional<RunningQuery> running(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /// Takes no more queries, cancels those that run, and waits a little for their end.
  @Override
  public void close() {
    // Never by interruption: it closes the files that the store is reading.
    pool.shutdown();
    running.values().forEach(RunningQuery::cancel);
    try {
      pool.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, setting.limits().stackBytes());
    thread.setDaemon(true);
    return thread;
  }
}
