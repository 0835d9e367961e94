package io.ledgerline.ops.webhook;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.StrictDecimal;
import io.ledgerline.notify.Delivery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// HTTP by the client of Vert.x, because it lets us choose the address: the one that was looked at
/// is the one that is connected to, whatever the name means a moment later. Redirects are not
/// followed, and nobody reads more of an answer than its head.
public final class HttpDelivery implements Delivery, AutoCloseable {

  private static final long RETRY_AFTER_SECONDS_MAX = 86_400;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Vertx vertx;
  private final HttpClient client;
  private final ReceiverAddresses addresses;
  private final Duration timeout;

  /// A client.
  ///
  /// @param timeout for a connection, and then for the answer
  /// @param allowsPrivate whether receivers may be in the neighbourhood
  public HttpDelivery(Vertx vertx, Duration timeout, boolean allowsPrivate) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.addresses = new ReceiverAddresses(allowsPrivate);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis())));
  }

  @Override
  public Uni<Answer> post(URI address, Map<String, String> headers, Bytes body) {
    return Uni.createFrom()
        .completionStage(
            () ->
                vertx
                    .executeBlocking(() -> addresses.of(address.getHost()), false)
                    .compose(receiver -> client.request(options(address, receiver, headers)))
                    .compose(request -> exchange(request, body))
                    .toCompletionStage())
        .ifNoItem()
        .after(timeout.multipliedBy(2))
        .fail();
  }

  /// Breaks off what is on its way.
  @Override
  public void close() {
    var _ = client.close();
  }

  private RequestOptions options(URI address, InetAddress receiver, Map<String, String> headers) {
    boolean isTls = address.getScheme().equals("https");
    int port = address.getPort() >= 0 ? address.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, receiver.getHostAddress()))
            .setHost(address.getHost())
            .setPort(port)
            .setSsl(isTls)
            .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
            .setTimeout(timeout.toMillis());
    headers.forEach(options::addHeader);
    return options;
  }

  private static Future<Answer> exchange(HttpClientRequest request, Bytes body) {
    return request.send(Buffer.buffer(body.toArray())).map(HttpDelivery::answer);
  }

  private static Answer answer(HttpClientResponse response) {
    String said = response.getHeader("Retry-After");
    OptionalLong seconds = said == null ? OptionalLong.empty() : StrictDecimal.parse(said);
    Optional<Duration> retryAfter =
        seconds.stream()
            .filter(asked -> asked <= RETRY_AFTER_SECONDS_MAX)
            .mapToObj(Duration::ofSeconds)
            .findFirst();
    Answer answer = new Answer(response.statusCode(), retryAfter);
    var _ = response.request().connection().close();
    return answer;
  }
}
