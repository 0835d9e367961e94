package io.ledgerline.http.sparql;

import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.query.AsOf;
import io.ledgerline.sparql.AnswerSink;
import io.ledgerline.sparql.Refusal;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Sends an answer to one HTTP client.
///
/// A short answer is an ordinary response. A long one starts as a response whose entity is a
/// [Stream] with the first part; once that is written, the query's thread writes the others itself,
/// one after the other, and waits for each to leave.
final class ResponseSink implements AnswerSink {

  /// Tells the position that an answer is as of.
  static final String POSITION_HEADER = "X-Ledger-Position";

  /// Names the query, for who looks for it among those that run.
  static final String QUERY_HEADER = "X-Query-Id";

  private static final Logger LOG = Logger.getLogger(ResponseSink.class);

  /// INTERNAL_ERROR of HTTP/2 (RFC 9113, section 7); on HTTP/1.1 the connection breaks.
  private static final long RESET_CODE = 2;

  private final UniEmitter<? super Response> emitter;
  private final Duration writeTimeout;
  private final HttpServerResponse response;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private Head head = new Head("", -1, TakenBack.nothing(), "");
  private boolean first = true;

  /// A sink that answers through `emitter`, and waits so long for a client to take a part.
  ///
  /// @param response the same response, for all parts but the first
  ResponseSink(
      UniEmitter<? super Response> emitter, HttpServerResponse response, Duration writeTimeout) {
    this.emitter = emitter;
    this.response = response;
    this.writeTimeout = writeTimeout;
  }

  /// The first part of a long answer.
  record Stream(ResponseSink sink, Bytes first) {}

  /// Writes head and first part, whereupon the others follow.
  void open(Bytes part) {
    response.setChunked(true);
    response
        .write(Buffer.buffer(part.toArray()))
        .onSuccess(opened::complete)
        .onFailure(gone -> leave());
  }

  /// The exchange is over, whoever ended it.
  void leave() {
    opened.completeExceptionally(new ClientLeftException("the exchange is over"));
  }

  @Override
  public void whole(Head answered, Bytes body) {
    emitter.complete(response(answered).entity(body.toArray()).build());
  }

  @Override
  public void begin(Head answered) {
    head = answered;
  }

  @Override
  public void write(Bytes part) {
    if (first) {
      first = false;
      emitter.complete(response(head).entity(new Stream(this, part)).build());
    } else {
      await(opened);
      Buffer bytes = Buffer.buffer(part.toArray());
      await(response.write(bytes).toCompletionStage().toCompletableFuture());
    }
  }

  @Override
  public void end() {
    await(opened);
    await(response.end().toCompletionStage().toCompletableFuture());
  }

  @Override
  public void refuse(Refusal refusal) {
    emitter.fail(new ProblemException(SparqlProblems.of(refusal)));
  }

  @Override
  public void breakOff(Refusal refusal) {
    LOG.infof("an answer was broken off: %s", refusal.detail());
    try {
      await(opened);
    } catch (ClientLeftException gone) {
      LOG.debugf("the client was gone already: %s", gone.getMessage());
    }
    response.reset(RESET_CODE);
  }

  private void await(CompletableFuture<?> step) {
    try {
      step.get(writeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException gone) {
      throw new ClientLeftException(String.valueOf(gone.getMessage()));
    } catch (TimeoutException slow) {
      response.reset(RESET_CODE);
      throw new ClientLeftException("the client did not read for " + writeTimeout);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new ClientLeftException("the service stops");
    }
  }

  private static Response.ResponseBuilder response(Head answered) {
    Response.ResponseBuilder answer =
        Response.ok()
            .header(HttpHeaders.CONTENT_TYPE, answered.mediaType())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
            .header(POSITION_HEADER, answered.position())
            .header(QUERY_HEADER, answered.queryId());
    return AsOf.tell(answer, answered.takenBack());
  }
}
