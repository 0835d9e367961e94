package io.ledgerline.anchor.timestamp;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/// Asks an authority for timestamps (RFC 3161 over HTTP, section 3.4).
///
/// Thread-safe; [#stamp] blocks.
public final class TimestampClient implements AutoCloseable {

  private static final String QUERY = "application/timestamp-query";
  private static final String REPLY = "application/timestamp-reply";
  private static final int REPLY_BYTES_MAX = 256 * 1024;
  private static final int NONCE_BITS = 128;

  private final URI authority;
  private final Duration timeout;
  private final TimestampVerifier verifier;
  private final RandomGenerator random;
  private final HttpClient http;

  /// A client of one authority.
  ///
  /// @param authority its URL
  /// @param timeout for one request, to the end of its answer
  /// @param verifier checks every answer
  /// @param random of nonces
  public TimestampClient(
      URI authority, Duration timeout, TimestampVerifier verifier, RandomGenerator random) {
    this.authority = authority;
    this.timeout = timeout;
    this.verifier = verifier;
    this.random = random;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /// Whom it asks.
  public URI authority() {
    return authority;
  }

  /// Has a digest stamped.
  ///
  /// @param imprint SHA-256 of what is stamped
  /// @return the authority's whole answer, a DER-encoded `TimeStampResp`: it was verified
  /// @throws IOException if the authority does not answer, or not with a timestamp response
  /// @throws UntrustedTimestampException if what it answers proves nothing
  /// @throws InterruptedException if interrupted while waiting
  public Bytes stamp(Digest imprint) throws IOException, InterruptedException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    TimeStampRequest request = generator.generate(TSPAlgorithms.SHA256, imprint.toArray(), nonce());
    Bytes reply = ask(Bytes.owned(request.getEncoded()));
    TimeStampResponse response = TimestampVerifier.parse(reply);
    TimestampVerifier.token(response);
    try {
      response.validate(request);
    } catch (TSPException | RuntimeException other) {
      throw new UntrustedTimestampException(
          "it is no answer to what was asked: " + other.getMessage(), other);
    }
    verifier.verify(reply, imprint);
    return reply;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Bytes ask(Bytes query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(authority)
            .header("Content-Type", QUERY)
            .header("Accept", REPLY)
            .POST(BodyPublishers.ofByteArray(query.toArray()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), REPLY_BYTES_MAX));
    try {
      HttpResponse<byte[]> answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      String type = answer.headers().firstValue("Content-Type").orElse("");
      if (answer.statusCode() != 200 || !type.startsWith(REPLY)) {
        throw new IOException("%s answered %d, %s".formatted(authority, answer.statusCode(), type));
      }
      return Bytes.owned(answer.body());
    } catch (TimeoutException silent) {
      throw new IOException(authority + " did not answer in " + timeout.toMillis() + " ms", silent);
    } catch (ExecutionException failed) {
      throw new IOException(authority + " does not answer: " + failed.getCause(), failed);
    } finally {
      asked.cancel(true);
    }
  }

  private BigInteger nonce() {
    byte[] bytes = new byte[NONCE_BITS / 8];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes);
  }
}
