package io.ledgerline.http;

import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Turns whatever ended a request into a [Problem]. No class name and no message of a library
/// leaves the service: what is not foreseen is logged, and the client gets the hour in which to
/// look.
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration RETRY_AFTER_HALT = Duration.ofMinutes(1);

  private static final Duration TELL_INTERVAL = Duration.ofMinutes(10);
  private static final AtomicLong TOLD_NANOS =
      new AtomicLong(System.nanoTime() - TELL_INTERVAL.toNanos());

  @Override
  public Response toResponse(Throwable failure) {
    return problemOf(failure).toResponse();
  }

  /// The problem that a failure is for a client.
  public static Problem problemOf(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case NotFoundException _ ->
          Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
      case NotAllowedException other -> notAllowed(other);
      case NotAcceptableException _ ->
          Problem.of(
              ProblemType.NOT_ACCEPTABLE, "None of the media types in Accept can be given here.");
      case NotSupportedException _ ->
          Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is not one that is read here.");
      case WebApplicationException other when other.getResponse().getStatus() / 100 == 4 ->
          Problem.of(ProblemType.MALFORMED_REQUEST, "A parameter of the request makes no sense.");
      case Ledger.HaltedException halted -> halted(halted);
      case DetachedException gone -> detached(gone.range());
      case Throwable other when isOutage(other) -> outage(other);
      // Everything that nobody foresaw.
      default -> internal(failure);
    };
  }

  private static Problem notAllowed(NotAllowedException failure) {
    TreeSet<String> allowed = new TreeSet<>(failure.getResponse().getAllowedMethods());
    Problem problem =
        Problem.of(
            ProblemType.METHOD_NOT_ALLOWED,
            allowed.isEmpty()
                ? "This address does not take that method."
                : "This address takes " + String.join(", ", allowed) + ".");
    return allowed.isEmpty()
        ? problem
        : problem.withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
  }

  private static Problem detached(DetachedRange range) {
    return Problem.of(
            ProblemType.DETACHED,
            "Segment %d, entries %d to %d, is no longer in the database; entry %d names its archive."
                .formatted(range.segment(), range.first(), range.last(), range.recordedBy()))
        .with("segment", range.segment())
        .with("first", range.first())
        .with("last", range.last())
        .with("root", JsonString.of(range.root().toHex()))
        .with("archive", JsonString.of(range.archive().toHex()))
        .with("recorded_by", range.recordedBy());
  }

  private static Problem halted(Ledger.HaltedException halted) {
    LOG.errorf("a request met the halted ledger: %s", halted.getMessage());
    return Problem.of(
            ProblemType.OVERLOADED,
            "The ledger has stopped writing and needs its operator. Nothing of this request was"
                + " recorded.")
        .retryAfter(RETRY_AFTER_HALT);
  }

  private static Problem outage(Throwable failure) {
    if (isTimeToTell(System.nanoTime())) {
      LOG.warnf("the database does not answer: %s", failure);
    }
    LOG.debug("the database did not answer", failure);
    return Problem.of(
            ProblemType.OVERLOADED,
            "The database does not answer at the moment. What was sent may be sent again: it is"
                + " recorded once.")
        .retryAfter(RETRY_AFTER);
  }

  private static Problem internal(Throwable failure) {
    LOG.error("a request failed", failure);
    return Problem.of(
        ProblemType.INTERNAL,
        "The service failed; its log says why. It is not the request's fault.");
  }

  /// Whether an outage is logged: at most once in [#TELL_INTERVAL], since every request meets it.
  private static boolean isTimeToTell(long now) {
    long last = TOLD_NANOS.get();
    return now - last >= TELL_INTERVAL.toNanos() && TOLD_NANOS.compareAndSet(last, now);
  }

  /// Whether the database, or the way to it, is why: connection refused, cut or not to be had in
  /// time; a server that starts, stops or has no room (SQL states 08, 53, 57P). A disk that fails
  /// here, or a client that leaves, is none.
  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean outage =
          switch (cause) {
            case PgException database -> isOutage(String.valueOf(database.getSqlState()));
            case ConnectException _, UnknownHostException _, ClosedConnectionException _ -> true;
            case TimeoutException _ -> true;
            // A pool that is closed, and a connection that is no longer active.
            case VertxException other -> other.getClass() == VertxException.class;
            // What the pool says when no connection comes free in time.
            case NoStackTraceThrowable pool -> "Timeout".equals(pool.getMessage());
            // An open set: every other failure is not the database's.
            default -> false;
          };
      if (outage) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutage(String sqlState) {
    return sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57P");
  }
}
