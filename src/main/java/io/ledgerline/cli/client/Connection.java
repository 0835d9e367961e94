package io.ledgerline.cli.client;

import io.ledgerline.canon.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One service and the key that writes to it.
///
/// A request that the service answers with 503 is sent again after the time that `Retry-After` asks
/// for, as long as [Patience] has it: that is how the service says that nothing is lost and nothing
/// was written. May be used by several threads.
public final class Connection implements AutoCloseable {

  private static final int BUSY = 503;
  private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);

  /// The service itself answers well below this, or with 503.
  private static final Duration ANSWER_TIME_MAX = Duration.ofMinutes(2);

  /// Until an answer that comes in lines begins.
  private static final Duration STREAM_TIME_MAX = Duration.ofMinutes(10);

  private static final Duration PAUSE_DEFAULT = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  /// Lets time pass; a test gives one that only counts.
  public interface Pause {
    /// Returns after `duration`.
    void take(Duration duration) throws InterruptedException;
  }

  private final URI base;
  private final String key;
  private final Patience patience;
  private final HttpClient client;

  /// Connects on first use.
  ///
  /// @param base scheme, host and port, for example `http://localhost:8080`
  /// @param key the API key; empty to send none
  /// @param patience how to wait between two attempts
  public Connection(URI base, String key, Patience patience) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.key = key;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME_MAX)
            .build();
  }

  /// Where the service is, without a slash at the end.
  public URI base() {
    return base;
  }

  /// Gets `path`, which starts with a slash and is encoded already.
  ///
  /// @param accept the media type that is asked for
  /// @throws UnreachableException if the service does not answer
  public Answer get(String path, String accept) {
    return send(request(path).header("Accept", accept).GET());
  }

  /// Posts `body` to `path`.
  ///
  /// @param mediaType of the body
  /// @throws UnreachableException if the service does not answer
  public Answer post(String path, String mediaType, Bytes body) {
    return post(path, mediaType, body, Map.of());
  }

  /// Posts `body` to `path` with further headers.
  ///
  /// @throws UnreachableException if the service does not answer
  public Answer post(String path, String mediaType, Bytes body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Accept", "application/json")
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
    headers.forEach(request::header);
    return send(request);
  }

  /// Posts nothing to `path`, and hands on the answer line by line as it comes, however long that
  /// takes.
  ///
  /// @param accept the media type that is asked for
  /// @return the answer, without what `lines` got, if it is a success
  public Answer postForLines(String path, String accept, Consumer<String> lines) {
    HttpRequest request =
        request(path)
            .timeout(STREAM_TIME_MAX)
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return exchange(
        () -> {
          HttpResponse<Stream<String>> response =
              client.send(request, HttpResponse.BodyHandlers.ofLines());
          try (Stream<String> body = response.body()) {
            boolean isSuccess = response.statusCode() / 100 == 2;
            String rest = isSuccess ? "" : body.collect(Collectors.joining("\n"));
            if (isSuccess) {
              body.filter(line -> !line.isEmpty()).forEach(lines);
            }
            return new Answer(response.statusCode(), response.headers(), Bytes.utf8(rest));
          }
        });
  }

  /// One step of a path, or one value of a query, with every reserved character encoded.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Where a model version is served.
  public static String modelVersion(String namespace, String name, String version) {
    return "/api/v1/models/"
        + encoded(namespace)
        + "/"
        + encoded(name)
        + "/versions/"
        + encoded(version);
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_TIME_MAX);
    return key.isEmpty() ? builder : builder.header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    return exchange(
        () -> {
          HttpResponse<byte[]> response =
              client.send(request, HttpResponse.BodyHandlers.ofByteArray());
          return new Answer(
              response.statusCode(), response.headers(), Bytes.owned(response.body()));
        });
  }

  /// A request and its answer.
  private interface Exchange {
    Answer make() throws IOException, InterruptedException;
  }

  private Answer exchange(Exchange exchange) {
    try {
      Instant begun = patience.begin();
      for (boolean isFirst = true; ; isFirst = false) {
        Answer answer = exchange.make();
        if (answer.status() != BUSY) {
          if (!isFirst) {
            patience.over(begun);
          }
          return answer;
        }
        patience.take(begun, pauseBefore(answer), answer);
      }
    } catch (ConnectException refused) {
      throw new UnreachableException(
          "nothing answers at " + base + ": is the service running? (./ledgerline serve)", refused);
    } catch (IOException | UncheckedIOException broken) {
      throw new UnreachableException(
          "the connection to " + base + " broke: " + broken.getMessage(), broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting for " + base, stopped);
    }
  }

  private static Duration pauseBefore(Answer answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
        .map(asked -> asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked)
        .orElse(PAUSE_DEFAULT);
  }
}
