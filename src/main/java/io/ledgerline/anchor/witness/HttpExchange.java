package io.ledgerline.anchor.witness;

import io.ledgerline.canon.Bytes;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// HTTP by the client of the platform.
public final class HttpExchange implements Exchange, AutoCloseable {

  /// A cosignature line has some 140 bytes; nobody needs more than this.
  private static final long ANSWER_BYTES_MAX = 64 * 1024;

  private final HttpClient client;
  private final Duration timeout;

  /// A client whose requests are answered within a time, or not at all.
  public HttpExchange(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Uni<Answer> post(URI address, Bytes body) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(body.toArray())));
  }

  @Override
  public Uni<Answer> get(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  private Uni<Answer> send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(timeout).build();
    return Uni.createFrom()
        .completionStage(
            () ->
                client.sendAsync(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX)))
        // The timeout of a request ends with its headers.
        .ifNoItem()
        .after(timeout)
        .fail()
        .map(
            response ->
                new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    Bytes.owned(response.body())));
  }

  /// Breaks off what is on its way.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
