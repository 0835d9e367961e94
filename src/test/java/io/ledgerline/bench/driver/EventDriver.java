package io.ledgerline.bench.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Sends OpenLineage events one by one over many connections, each with fresh run ids such that
/// events of one round that named the same run still do. On the calling thread, which does little
/// else than to read and to write: what the driver takes of the processors is missing to what is
/// measured.
public final class EventDriver implements AutoCloseable {

  private static final int EVENTS_MAX = 4_000_000;
  private static final int CREATED = 201;

  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private long firstDay;
  private long firstRound = System.nanoTime();

  /// What was sent in a while.
  ///
  /// @param nanos how long each answer took, ascending
  /// @param refused how many were answered with something else than 201
  public record Sent(List<Long> nanos, double seconds, long refused) {

    /// How many.
    public long events() {
      return nanos.size();
    }

    /// The time within which a part of the answers came, in milliseconds.
    ///
    /// @param part between 0 and 1
    public double millis(double part) {
      return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * part)) / 1e6;
    }
  }

  /// A driver whose connections are open.
  ///
  /// @param key an API key that may emit
  public EventDriver(int port, String key, int connections) {
    String head =
        "POST /api/v1/lineage HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + key
            + "\r\n";
    try {
      this.selector = Selector.open();
      for (int i = 0; i < connections; i++) {
        this.connections.add(new Connection(selector, port, head));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Sends the events round and round for some seconds, as fast as they are answered.
  public Sent send(List<String> lines, int seconds) {
    return send(lines, seconds, Integer.MAX_VALUE);
  }

  /// The same, not faster than so many a second.
  public Sent send(List<String> lines, int seconds, int eventsPerSecond) {
    List<EventTemplate> events = lines.stream().map(EventTemplate::new).toList();
    Run run = new Run(events, seconds * 1_000_000_000L, eventsPerSecond);
    try {
      Sent sent = run.sent();
      firstDay += run.copies();
      firstRound += run.copies();
      return sent;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      for (Connection connection : connections) {
        connection.close();
      }
      selector.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private final class Run {

    private final List<EventTemplate> events;
    private final long begin = System.nanoTime();
    private final long nanosMax;
    private final int eventsPerSecond;
    private final Deque<Connection> idle = new ArrayDeque<>(connections);
    private final long[] nanos = new long[EVENTS_MAX];
    private int next;
    private int taken;
    private long refused;

    Run(List<EventTemplate> events, long nanosMax, int eventsPerSecond) {
      this.events = events;
      this.nanosMax = nanosMax;
      this.eventsPerSecond = eventsPerSecond;
    }

    Sent sent() throws IOException {
      while (begun() || idle.size() < connections.size()) {
        selector.select(this::answered, idle.isEmpty() ? 0 : 1);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long[] sorted = Arrays.copyOf(nanos, taken);
      Arrays.sort(sorted);
      return new Sent(Arrays.stream(sorted).boxed().toList(), seconds, refused);
    }

    long copies() {
      return next / events.size() + 1L;
    }

    /// Sends what is due.
    ///
    /// @return whether more is to be sent
    private boolean begun() throws IOException {
      long now = System.nanoTime() - begin;
      while (!idle.isEmpty() && next * 1e9 / eventsPerSecond <= now) {
        if (next == EVENTS_MAX || now >= nanosMax) {
          return false;
        }
        long copy = next / events.size();
        EventTemplate event = events.get(next % events.size());
        idle.pop().send(event.copy(firstRound + copy, firstDay + copy));
        next++;
      }
      return now < nanosMax;
    }

    private void answered(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      try {
        if (!connection.goOn()) {
          return;
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      if (connection.status() == CREATED) {
        nanos[taken++] = connection.nanos();
      } else {
        refused++;
      }
      idle.add(connection);
    }
  }
}
