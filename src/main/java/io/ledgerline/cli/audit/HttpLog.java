package io.ledgerline.cli.audit;

import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.TilePath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A log over HTTP.
public final class HttpLog implements RemoteLog, AutoCloseable {

  private static final Duration TIME_MAX = Duration.ofSeconds(30);
  private static final int BYTES_MAX = TilePath.FULL_WIDTH * (2 + EntryBundle.ENTRY_BYTES_MAX);

  private final String prefix;
  private final HttpClient client;

  /// Connects on first use.
  ///
  /// @param prefix what the paths of the log start with, as `http://localhost:8080/log`
  public HttpLog(URI prefix) {
    this.prefix = prefix.toString().replaceFirst("/+$", "") + "/";
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_MAX)
            .build();
  }

  @Override
  public CompletableFuture<byte[]> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(prefix + path)).timeout(TIME_MAX).build();
    return client
        .sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), BYTES_MAX))
        .thenApply(
            response -> {
              if (response.statusCode() != 200) {
                throw new NotServedException(
                    "%s is answered with %d".formatted(prefix + path, response.statusCode()));
              }
              return response.body();
            });
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
