package io.ledgerline.ops.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ledgerline.canon.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A receiver of notices on loopback: it answers what it is told to, and 204 after that; while it
/// refuses, 503.
final class Receiver implements AutoCloseable {

  private static final int NO_CONTENT = 204;
  private static final int UNAVAILABLE = 503;

  /// What came.
  record Received(String id, long seconds, String signature, String contentType, String body) {}

  private final HttpServer server;
  private final Queue<Integer> statuses = new ArrayDeque<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private volatile boolean refuses;

  Receiver(Integer... statuses) {
    this.statuses.addAll(Arrays.asList(statuses));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /// From now on it refuses everything, or takes it.
  void refuse(boolean everything) {
    refuses = everything;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?team=risk");
  }

  /// The next one, waited for.
  Received next() throws InterruptedException {
    Received next = received.poll(1, TimeUnit.MINUTES);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  /// How many came that nobody looked at.
  int waiting() {
    return received.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      received.add(
          new Received(
              header(exchange, "webhook-id"),
              Long.parseLong(header(exchange, "webhook-timestamp")),
              header(exchange, "webhook-signature"),
              header(exchange, "content-type"),
              Bytes.owned(body).utf8()));
      Integer status = refuses ? Integer.valueOf(UNAVAILABLE) : statuses.poll();
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status == null ? NO_CONTENT : status, -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}
