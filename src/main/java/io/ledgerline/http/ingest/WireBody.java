package io.ledgerline.http.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.intake.Intake;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.Consumer;

/// The body of one request as it arrives, on the event loop of its connection.
///
/// Of a body that turns out too large the beginning is kept; the rest is still taken off the wire,
/// up to [#DISCARDED_BYTES_MAX], because most clients read the answer only when they have sent all;
/// after that the connection is closed.
final class WireBody {

  private static final long DISCARDED_BYTES_MAX = 64L << 20;
  private static final int SIZE_GUESS_MAX = 1 << 20;

  private final HttpServerRequest request;
  private final int sizeBytesMax;
  private final InFlight.Share share;
  private Buffer kept = Buffer.buffer();
  private long arrived;
  private State state = State.KEEPING;

  private enum State {
    KEEPING,
    TOO_LARGE,
    NO_ROOM,
    ANSWERED
  }

  WireBody(HttpServerRequest request, int sizeBytesMax, InFlight.Share share) {
    this.request = request;
    this.sizeBytesMax = sizeBytesMax;
    this.share = share;
  }

  /// Starts to read. Exactly one of both is called, once.
  void read(Consumer<Bytes> whole, Consumer<Throwable> failed) {
    long declared = Bodies.declaredSize(request);
    if (declared > sizeBytesMax) {
      state = State.TOO_LARGE;
    } else {
      kept = Buffer.buffer(Math.clamp(declared, 0, SIZE_GUESS_MAX));
    }
    request.exceptionHandler(
        gone -> {
          if (state != State.ANSWERED) {
            state = State.ANSWERED;
            failed.accept(
                new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "The body ends too early: the client hung up."));
          }
        });
    request.handler(chunk -> take(chunk, failed));
    request.endHandler(end -> finish(whole, failed));
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      if (state == State.TOO_LARGE) {
        answer(failed);
        return;
      }
      request.response().writeContinue();
    }
    request.resume();
  }

  private void take(Buffer chunk, Consumer<Throwable> failed) {
    arrived += chunk.length();
    if (state == State.KEEPING) {
      if (arrived > sizeBytesMax) {
        Buffer prefix = kept.getBuffer(0, Math.min(kept.length(), Intake.PREFIX_BYTES_MAX));
        discard(State.TOO_LARGE);
        kept = prefix;
      } else if (share.take(chunk.length())) {
        kept.appendBuffer(chunk);
      } else {
        discard(State.NO_ROOM);
      }
    }
    if (state == State.TOO_LARGE && kept.length() < Intake.PREFIX_BYTES_MAX) {
      int missing = Intake.PREFIX_BYTES_MAX - kept.length();
      kept.appendBuffer(chunk.slice(0, Math.min(chunk.length(), missing)));
    }
    if (arrived > DISCARDED_BYTES_MAX && state != State.ANSWERED) {
      answer(failed);
    }
  }

  private void discard(State reason) {
    state = reason;
    kept = Buffer.buffer();
    share.close();
  }

  private void finish(Consumer<Bytes> whole, Consumer<Throwable> failed) {
    switch (state) {
      case KEEPING -> {
        state = State.ANSWERED;
        whole.accept(keptBytes());
      }
      case TOO_LARGE ->
          failed.accept(new RefusedBody(Outcomes.tooLarge(sizeBytesMax), keptBytes()));
      case NO_ROOM -> failed.accept(Bodies.noRoom());
      case ANSWERED -> {
        // The end of a body that nobody waits for.
      }
    }
  }

  /// Answers while the client still sends, and closes the connection after it.
  private void answer(Consumer<Throwable> failed) {
    boolean noRoom = state == State.NO_ROOM;
    state = State.ANSWERED;
    if (noRoom) {
      Problem problem = Bodies.noRoom().problem();
      failed.accept(new ProblemException(problem.withHeader("Connection", "close")));
    } else {
      Problem problem = Outcomes.tooLarge(sizeBytesMax);
      failed.accept(new RefusedBody(problem.withHeader("Connection", "close"), keptBytes()));
    }
  }

  private Bytes keptBytes() {
    return Bytes.owned(kept.getBytes(0, kept.length()));
  }
}
