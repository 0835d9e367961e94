package io.ledgerline.cli.audit;

import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.TilePath;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

  /// What a service serves below a path of its own.
  ///
  /// @param service its scheme, host and port
  public static HttpLog below(URI service, String path) {
    return new HttpLog(URI.create(service.toString().replaceFirst("/+$", "") + "/" + path));
  }

  /// Why a question that was sent has no answer, for a person.
  ///
  /// @param broken what waiting for the answer failed with
  public static String silence(URI service, CompletionException broken) {
    Throwable failure = Objects.requireNonNullElse(broken.getCause(), broken);
    if (failure instanceof RemoteLog.NotServedException refused) {
      return String.valueOf(refused.getMessage());
    }
    if (failure instanceof ConnectException) {
      boolean isName = failure.getCause() instanceof UnresolvedAddressException;
      return isName ? "there is no host " + service.getHost() : "nothing listens at " + service;
    }
    if (failure instanceof HttpTimeoutException) {
      return "%s does not answer within %d seconds".formatted(service, TIME_MAX.toSeconds());
    }
    String words = failure.getMessage();
    return "the connection to " + service + " broke" + (words == null ? "" : ": " + words);
  }

  private static String refusal(String url, int status) {
    return switch (status) {
      case 401, 403 ->
          "the log answers %d: it lets only those read who have a key, or who ask from its own"
                  .formatted(status)
              + " machine; its operator lets everybody read with"
              + " LEDGERLINE_ACCESS_READERS=everyone, see docs/how-to/verify-a-running-log.md";
      case 503 -> url + " is answered with 503: busy, or not published yet; ask again in a second";
      // An open set: any server may answer anything.
      default -> "%s is answered with %d".formatted(url, status);
    };
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
                throw new NotServedException(refusal(prefix + path, response.statusCode()));
              }
              return response.body();
            });
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
