package io.ledgerline.http.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.intake.Intake;
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
  private final Intake intake;

  Bodies(IngestSettings settings, Intake intake) {
    this.intake = intake;
    this.settings = settings;
    this.inFlight = new InFlight(settings.inFlightBytesMax());
  }

  /// How many bytes the bodies of unanswered requests take.
  public long inFlightBytes() {
    return inFlight.bytes();
  }

  /// Reads the body and has it answered. The memory counts until there is an answer. What is
  /// refused here is kept aside first.
  ///
  /// @return fails with a [ProblemException] if the body is too large, does not unpack, or ends
  ///   because the client hung up
  <T> Uni<T> read(
      HttpServerRequest request, Sender sender, Function<Bytes, Uni<? extends T>> answer) {
    InFlight.Share share = inFlight.open();
    return Uni.createFrom()
        .deferred(() -> wire(request, share))
        .chain(wire -> unpacked(request, wire, share))
        .chain(answer)
        .onFailure(RefusedBody.class)
        .recoverWithUni(refused -> kept(request, sender, refused))
        .onTermination()
        .invoke(share::close);
  }

  /// Reads a body that is refused whatever is in it, and keeps it aside.
  ///
  /// @return fails with a [ProblemException]: this problem, or one of the reading
  <T> Uni<T> refuse(HttpServerRequest request, Sender sender, ProblemException problem) {
    InFlight.Share share = inFlight.open();
    return wire(request, share)
        .chain(sent -> Uni.createFrom().<T>failure(new RefusedBody(problem.problem(), sent)))
        .onFailure(RefusedBody.class)
        .recoverWithUni(refused -> kept(request, sender, refused))
        .onTermination()
        .invoke(share::close);
  }

  private <T> Uni<T> kept(HttpServerRequest request, Sender sender, RefusedBody refused) {
    Problem problem = refused.problem();
    return intake
        .refused(
            sender.caller(),
            sender.door(),
            ContentTypes.essence(request.getHeader(HttpHeaders.CONTENT_TYPE)),
            problem.type().slug(),
            problem.detail(),
            refused.sent())
        .chain(() -> Uni.createFrom().<T>failure(new ProblemException(problem)));
  }

  private Uni<Bytes> wire(HttpServerRequest request, InFlight.Share share) {
    return Uni.createFrom()
        .<Bytes>emitter(
            emitter ->
                new WireBody(request, settings.bodyBytesMax(), share)
                    .read(emitter::complete, emitter::fail))
        .chain(
            sent -> {
              Uni<Bytes> whole = Uni.createFrom().item(sent);
              // By what came, not by what was announced: a chunked body announces nothing.
              if (sent.size() <= SMALL_BYTES_MAX && !isCoded(request)) {
                return whole;
              }
              return whole.emitOn(Infrastructure.getDefaultWorkerPool());
            });
  }

  private static boolean isCoded(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.CONTENT_ENCODING) != null;
  }

  private Uni<Bytes> unpacked(HttpServerRequest request, Bytes wire, InFlight.Share share) {
    boolean packed;
    try {
      packed = isPacked(request);
    } catch (ProblemException unknown) {
      return Uni.createFrom().failure(new RefusedBody(unknown.problem(), wire));
    }
    if (!packed) {
      return Uni.createFrom().item(wire);
    }
    return Uni.createFrom()
        .item(
            switch (Gunzip.unpack(wire, settings.bodyBytesMax(), share::take)) {
              case Gunzip.Unpacked(Bytes bytes) -> bytes;
              case Gunzip.Broken(String reason) ->
                  throw new RefusedBody(
                      Problem.of(
                          ProblemType.MALFORMED_COMPRESSION,
                          "The gzip stream is broken: " + reason),
                      wire);
              case Gunzip.TooLarge _ ->
                  throw new RefusedBody(Outcomes.tooLarge(settings.bodyBytesMax()), wire);
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
