package io.ledgerline.wiring;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.http.Requests;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// Many small events at once, over a bounded number of connections, and what was answered.
public final class Flood {

  private static final int ROUNDS_MAX = 20;

  private final ServiceProcess service;
  private final String prefix;
  private final Map<String, Receipt> receiptByEvent = new ConcurrentHashMap<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  /// A flood of events that differ from every other flood's by a prefix.
  public Flood(ServiceProcess service, String prefix) {
    this.service = service;
    this.prefix = prefix;
  }

  /// Sends the events from 0 to `count`, and returns when each was answered or broke off.
  public Flood send(int count, int connectionsMax) {
    send(events(count), connectionsMax);
    return this;
  }

  /// The same, and those that were turned away again, as producers do, until each is acknowledged
  /// or that has gone on for long.
  public Flood sendAll(int count, int connectionsMax) {
    List<String> left = events(count);
    for (int round = 0; round < ROUNDS_MAX && !left.isEmpty(); round++) {
      send(left, connectionsMax);
      left = left.stream().filter(event -> !receiptByEvent.containsKey(event)).toList();
    }
    return this;
  }

  private List<String> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> Requests.runEvent(prefix + number))
        .toList();
  }

  private void send(List<String> events, int connectionsMax) {
    Semaphore connections = new Semaphore(connectionsMax);
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      events.forEach(
          event ->
              senders.execute(
                  () -> {
                    connections.acquireUninterruptibly();
                    try {
                      send(event);
                    } finally {
                      connections.release();
                    }
                  }));
    }
  }

  /// The receipt of every event that was acknowledged.
  public Map<String, Receipt> receiptByEvent() {
    return receiptByEvent;
  }

  /// Every status that was answered.
  public Queue<Integer> statuses() {
    return statuses;
  }

  /// The events whose connection broke.
  public Queue<String> unanswered() {
    return unanswered;
  }

  private void send(String event) {
    try {
      HttpResponse<String> response = service.record(event);
      statuses.add(response.statusCode());
      if (response.statusCode() == 503 && response.headers().firstValue("Retry-After").isEmpty()) {
        throw new AssertionError("503 without Retry-After");
      }
      if (response.statusCode() / 100 == 2) {
        receiptByEvent.put(event, Receipt.parse(Bytes.utf8(response.body())));
      }
    } catch (IOException broken) {
      unanswered.add(event);
    }
  }
}
