package io.ledgerline.http.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/// Reads bodies as they come: raw bytes, within limits on what is on the wire and on what it
/// unpacks to, however the request is framed.
@ApplicationScoped
public class Bodies {

  /// From here on a body is unpacked and read on a worker thread, so that the event loop goes on.
  private static final int SMALL_BYTES_MAX = 64 << 10;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final IngestSettings settings;
  private final InFlight inFlight;

  Bodies(IngestSettings settings) {
    this.settings = settings;
    this.inFlight = new InFlight(settings.inFlightBytesMax());
  }

  /// How many bytes the bodies of unanswered requests take.
  public long inFlightBytes() {
    return inFlight.bytes();
  }

  /// Reads the body and has it answered. The memory counts until there is an answer.
  ///
  /// @return fails with a [ProblemException] if the body is too large, does not unpack, or ends
  ///   because the client hung up
  <T> Uni<T> read(HttpServerRequest request, Function<Bytes, Uni<? extends T>> answer) {
    InFlight.Share share = inFlight.open();
    return Uni.createFrom()
        .deferred(() -> wire(request, share))
        .chain(wire -> unpacked(request, wire, share))
        .chain(answer)
        .onTermination()
        .invoke(share::close);
  }

  private Uni<Bytes> wire(HttpServerRequest request, InFlight.Share share) {
    boolean packed = isPacked(request);
    return Uni.createFrom()
        .<Bytes>emitter(
            emitter ->
                new WireBody(request, settings.bodyBytesMax(), share)
                    .read(emitter::complete, emitter::fail))
        .plug(
            wire ->
                packed || declaredSize(request) > SMALL_BYTES_MAX
                    ? wire.emitOn(Infrastructure.getDefaultWorkerPool())
                    : wire);
  }

  private Uni<Bytes> unpacked(HttpServerRequest request, Bytes wire, InFlight.Share share) {
    if (!isPacked(request)) {
      return Uni.createFrom().item(wire);
    }
    return Uni.createFrom()
        .item(
            switch (Gunzip.unpack(wire, settings.bodyBytesMax(), share::take)) {
              case Gunzip.Unpacked(Bytes bytes) -> bytes;
              case Gunzip.Broken(String reason) ->
                  throw new ProblemException(
                      ProblemType.MALFORMED_COMPRESSION, "The gzip stream is broken: " + reason);
              case Gunzip.TooLarge _ ->
                  throw new ProblemException(Outcomes.tooLarge(settings.bodyBytesMax()));
              case Gunzip.NoRoom _ -> throw noRoom();
            });
  }

  /// The answer when the bodies of all requests together are too many.
  static ProblemException noRoom() {
    return new ProblemException(
        Problem.of(
                ProblemType.OVERLOADED, "Too many bytes are being received at once; send it again.")
            .retryAfter(RETRY_AFTER));
  }

  /// Whether the body is gzip.
  ///
  /// @throws ProblemException if it is in another coding
  private static boolean isPacked(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      // An open set: what others pack with is refused by name.
      default ->
          throw new ProblemException(
              Problem.of(
                      ProblemType.UNSUPPORTED_ENCODING,
                      "A body is sent as it is or packed by gzip.")
                  .withHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, identity"));
    };
  }

  /// The size that the client announced; -1 for a chunked body.
  static long declaredSize(HttpServerRequest request) {
    return StrictNumber.parse(request.getHeader(HttpHeaders.CONTENT_LENGTH)).orElse(-1);
  }
}
