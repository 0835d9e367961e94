package io.ledgerline.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends OpenLineage events one by one over many connections, each with fresh run ids such that
/// events of one round that named the same run still do.
final class EventDriver implements AutoCloseable {

  private static final Pattern RUN_ID =
      Pattern.compile(
          "(\"runId\":\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)([0-9a-f]{12})");
  private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9](?=T)");
  private static final long MASK = (1L << 48) - 1;
  private static final long STEP = 0x9E37_79B9_7F4BL;
  private static final int EVENTS_MAX = 4_000_000;

  private final int port;
  private final String key;
  private final int connections;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final AtomicLong days = new AtomicLong();
  private final AtomicLong round = new AtomicLong(System.nanoTime() & MASK);

  /// What was sent in a while.
  ///
  /// @param nanos how long each answer took, ascending
  /// @param refused how many were answered with something else than 201
  record Sent(List<Long> nanos, double seconds, long refused) {

    long events() {
      return nanos.size();
    }

    double millis(double part) {
      return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * part)) / 1e6;
    }
  }

  EventDriver(int port, String key, int connections) {
    this.port = port;
    this.key = key;
    this.connections = connections;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  /// Sends the events round and round for some seconds, as fast as they are answered.
  Sent send(List<String> lines, int seconds) {
    return send(lines, seconds, Integer.MAX_VALUE);
  }

  /// The same, not faster than so many a second.
  Sent send(List<String> lines, int seconds, int eventsPerSecond) {
    long begin = System.nanoTime();
    return new Run(lines, begin, begin + seconds * 1_000_000_000L, eventsPerSecond).sent();
  }

  @Override
  public void close() {
    client.close();
    vertx.close();
  }

  /// The line with other run ids, the same ones where they are the same, and so many days later.
  static String fresh(String line, long round, long days) {
    String later =
        DAY.matcher(line).replaceAll(day -> LocalDate.parse(day.group()).plusDays(days).toString());
    Matcher ids = RUN_ID.matcher(later);
    return ids.replaceAll(
        id ->
            Matcher.quoteReplacement(
                id.group(1)
                    + "%012x".formatted(Long.parseLong(id.group(2), 16) ^ (round * STEP & MASK))));
  }

  private final class Run {

    private final List<String> lines;
    private final long begin;
    private final long end;
    private final int eventsPerSecond;
    private final CountDownLatch done = new CountDownLatch(connections);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final long first = round.getAndAdd(EVENTS_MAX);
    private final long firstDay = days.get();
    private final long[] nanos = new long[EVENTS_MAX];

    Run(List<String> lines, long begin, long end, int eventsPerSecond) {
      this.lines = lines;
      this.begin = begin;
      this.end = end;
      this.eventsPerSecond = eventsPerSecond;
    }

    Sent sent() {
      long start = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        post();
      }
      try {
        done.await();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] taken = Arrays.stream(nanos).filter(n -> n > 0).sorted().toArray();
      List<Long> sorted = new ArrayList<>(taken.length);
      for (long n : taken) {
        sorted.add(n);
      }
      return new Sent(sorted, seconds, refused.get());
    }

    private void post() {
      int mine = next.getAndIncrement();
      if (mine >= EVENTS_MAX || System.nanoTime() >= end) {
        done.countDown();
        return;
      }
      long early = begin + (long) (mine * 1e9 / eventsPerSecond) - System.nanoTime();
      if (early > 1_000_000) {
        vertx.setTimer(early / 1_000_000, due -> post(mine));
      } else {
        post(mine);
      }
    }

    private void post(int mine) {
      long copy = mine / lines.size();
      Buffer body =
          Buffer.buffer(fresh(lines.get(mine % lines.size()), first + copy, firstDay + copy));
      days.accumulateAndGet(firstDay + copy + 1, Math::max);
      long start = System.nanoTime();
      client
          .request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/lineage")
          .compose(
              request ->
                  request
                      .putHeader("Content-Type", "application/json")
                      .putHeader("Authorization", "Bearer " + key)
                      .send(body)
                      .compose(answer -> answer.body().map(answer.statusCode())))
          .onComplete(
              status -> {
                if (status.failed() || status.result() != 201) {
                  refused.incrementAndGet();
                } else {
                  nanos[mine] = System.nanoTime() - start;
                }
                post();
              });
    }
  }
}
