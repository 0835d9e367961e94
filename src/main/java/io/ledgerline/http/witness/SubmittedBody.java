package io.ledgerline.http.witness;

import io.ledgerline.http.Outcomes;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// The small body of one request, as it arrives; of one that is too large nothing is kept.
final class SubmittedBody {

  private final HttpServerRequest request;
  private final int sizeBytesMax;
  private final Buffer kept = Buffer.buffer();
  private boolean isAnswered;

  private SubmittedBody(HttpServerRequest request, int sizeBytesMax) {
    this.request = request;
    this.sizeBytesMax = sizeBytesMax;
  }

  /// Reads it.
  ///
  /// @return fails with a [ProblemException]: 413 if it is too large, after which the connection is
  ///   closed, or 400 if it ends early
  static Uni<byte[]> read(HttpServerRequest request, int sizeBytesMax) {
    return Uni.createFrom().emitter(new SubmittedBody(request, sizeBytesMax)::read);
  }

  private void read(UniEmitter<? super byte[]> emitter) {
    request.exceptionHandler(
        gone ->
            fail(
                emitter,
                new ProblemException(ProblemType.MALFORMED_REQUEST, "The body ends too early.")));
    request.handler(
        chunk -> {
          if (isAnswered) {
            return;
          }
          if (kept.length() + chunk.length() > sizeBytesMax) {
            fail(
                emitter,
                new ProblemException(
                    Outcomes.tooLarge(sizeBytesMax).withHeader("Connection", "close")));
          } else {
            kept.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          if (!isAnswered) {
            isAnswered = true;
            emitter.complete(kept.getBytes(0, kept.length()));
          }
        });
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void fail(UniEmitter<? super byte[]> emitter, ProblemException problem) {
    if (!isAnswered) {
      isAnswered = true;
      emitter.fail(problem);
    }
  }
}
