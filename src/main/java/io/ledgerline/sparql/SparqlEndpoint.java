package io.ledgerline.sparql;

import io.ledgerline.canon.Bytes;
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
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Runs guarded queries, a few at a time, on platform threads with deep stacks.
///
/// A query that does not end, though it was told to, is given up: its client is told, another
/// thread takes the place of its own. Deep, because ARQ nests a query's parts by recursion, and an
/// overflow inside the store's cache can hurt every other query. Thread-safe; one for each graph.
public final class SparqlEndpoint implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SparqlEndpoint.class);
  private static final long CLOSE_SECONDS_MAX = 5;
  private static final long LOOK_MILLIS_MAX = 1_000;
  private static final int ID_BYTES = 16;

  private final Setting setting;
  private final InstantSource clock;
  private final SecureRandom random;
  private final ThreadPoolExecutor pool;
  private final ScheduledExecutorService watchdog;
  private final Map<String, Asked> running = new ConcurrentHashMap<>();
  private final Set<String> stuck = new ConcurrentSkipListSet<>();

  /// What queries run over.
  ///
  /// @param limits of each of them
  /// @param computed the graphs that are not stored
  record Setting(LineageGraph graph, SparqlSettings limits, ComputedGraphs computed) {}

  /// A query that runs or waits, and what it says.
  private record Asked(RunningQuery query, Outlet outlet) {}

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
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(task -> thread(task, "sparql-watchdog"));
    long pause = Math.min(LOOK_MILLIS_MAX, Math.max(1, settings.endGrace().toMillis() / 2));
    var _ = watchdog.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
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
    Outlet outlet = new Outlet(sink);
    RunningQuery asked =
        new RunningQuery(setting, query, asOf, outlet, newId(), asker, clock.instant());
    running.put(asked.id(), new Asked(asked, outlet));
    try {
      pool.execute(
          () -> {
            try {
              asked.run();
            } finally {
              ended(asked.id());
            }
          });
    } catch (RejectedExecutionException full) {
      ended(asked.id());
      sink.refuse(overloaded(setting.limits()));
    }
    return asked;
  }

  /// The ids of the queries that do not end, though they were told to. As many threads are replaced
  /// as there are to be; beyond that there are fewer for others.
  public List<String> stuck() {
    return List.copyOf(stuck);
  }

  /// Whether a query still gets a thread.
  public boolean isUsable() {
    return stuck.size() < 2 * setting.limits().threads();
  }

  /// The queries that run or wait, oldest first.
  public List<RunningQuery.Status> running() {
    return running.values().stream()
        .map(asked -> asked.query().status())
        .sorted(
            Comparator.comparing(RunningQuery.Status::since).thenComparing(RunningQuery.Status::id))
        .toList();
  }

  /// One of the queries that run or wait.
  public Optional<RunningQuery> running(String id) {
    return Optional.ofNullable(running.get(id)).map(Asked::query);
  }

  /// Takes no more queries, cancels those that run, and waits a little for their end.
  @Override
  public void close() {
    // Never by interruption: it closes the files that the store is reading.
    watchdog.shutdown();
    pool.shutdown();
    running.values().forEach(asked -> asked.query().cancel());
    try {
      pool.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static Refusal overloaded(SparqlSettings limits) {
    String detail = limits.threads() + " queries run and " + limits.queueMax() + " wait already";
    return new Refusal(Refusal.Kind.OVERLOADED, detail);
  }

  private void ended(String id) {
    running.remove(id);
    if (stuck.remove(id)) {
      LOG.warnf("query %s has ended after all", id);
      resize();
    }
  }

  private void look() {
    for (Asked asked : running.values()) {
      RunningQuery query = asked.query();
      if (!asked.outlet().isWithClient && query.isOverdue(setting.limits().endGrace().toNanos())) {
        stuck.add(query.id());
        LOG.errorf(
            "query %s does not end; its thread is replaced. %s\n    %s",
            query.id(), query.status().text(), query.giveUp());
        resize();
        asked
            .outlet()
            .giveUp(
                new Refusal(
                    Refusal.Kind.TIMED_OUT, "the query did not end when it had run out of time"));
        if (!running.containsKey(query.id())) {
          ended(query.id());
        }
      }
    }
  }

  /// As many threads for others as there are to be, whatever is stuck.
  private synchronized void resize() {
    int threads = setting.limits().threads();
    int size = threads + Math.min(threads, stuck.size());
    pool.setMaximumPoolSize(Math.max(size, pool.getCorePoolSize()));
    pool.setCorePoolSize(size);
    pool.setMaximumPoolSize(size);
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

  /// What a query says to its client, until it is given up.
  private static final class Outlet implements AnswerSink {

    private final AnswerSink client;

    /// Whether the query waits for its client, which may be slow.
    private volatile boolean isWithClient;

    private volatile boolean hasBegun;
    private volatile boolean isClosed;

    Outlet(AnswerSink client) {
      this.client = client;
    }

    /// Ends the answer, whatever the query does from now on.
    void giveUp(Refusal refusal) {
      synchronized (this) {
        if (isClosed || isWithClient) {
          return;
        }
        isClosed = true;
      }
      if (hasBegun) {
        client.breakOff(refusal);
      } else {
        client.refuse(refusal);
      }
    }

    @Override
    public void whole(Head head, Bytes body) {
      say(true, () -> client.whole(head, body));
    }

    @Override
    public void begin(Head head) {
      say(false, () -> client.begin(head));
    }

    @Override
    public void write(Bytes part) {
      say(false, () -> client.write(part));
    }

    @Override
    public void end() {
      say(true, client::end);
    }

    @Override
    public void refuse(Refusal refusal) {
      giveUp(refusal);
    }

    @Override
    public void breakOff(Refusal refusal) {
      giveUp(refusal);
    }

    private void say(boolean isLast, Runnable saying) {
      synchronized (this) {
        if (isClosed) {
          throw new ClientLeftException("the query was given up");
        }
        isWithClient = true;
      }
      try {
        saying.run();
        hasBegun = true;
        isClosed = isClosed || isLast;
      } finally {
        synchronized (this) {
          isWithClient = false;
        }
      }
    }
  }
}
