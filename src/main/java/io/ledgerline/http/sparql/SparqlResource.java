package io.ledgerline.http.sparql;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import io.ledgerline.canon.Bytes;
import io.ledgerline.http.Gate;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.query.TakesAsOf;
import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.SparqlProtocol;
import io.ledgerline.sparql.SparqlRequest;
import io.ledgerline.sparql.SparqlSettings;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The SPARQL 1.1 protocol, query operation.
@Path("/sparql")
@Blocking
@TakesAsOf
public class SparqlResource {

  /// What a form may carry besides the query.
  private static final int FORM_BYTES_MAX = 64 << 10;

  /// A byte of a query is at most three in a form: `%7B`.
  private static final int FORM_EXPANSION = 3;

  /// So much of a body that is too large is taken off the wire, because most clients read the
  /// answer only when they have sent all; after that the connection is closed.
  private static final long DISCARDED_BYTES_MAX = 64L << 20;

  private final QueryGuard guard;
  private final SparqlAnswers answers;
  private final SparqlSettings settings;

  SparqlResource(QueryGuard guard, SparqlAnswers answers, SparqlSettings settings) {
    this.guard = guard;
    this.answers = answers;
    this.settings = settings;
  }

  /// Answers the query in the URL; without one, says what this endpoint is.
  @GET
  @Requires(Permission.READ)
  @Operation(
      operationId = "querySparql",
      summary = "Answers a SPARQL query",
      description = "SELECT, ASK, CONSTRUCT and DESCRIBE over the lineage graph; reads only.")
  @APIResponse(responseCode = "200", description = "The answer, as of X-Ledger-Position")
  @APIResponse(responseCode = "400", description = "Not one query, no SPARQL, or not allowed here")
  @APIResponse(responseCode = "406", description = "No such form of the answer")
  @APIResponse(responseCode = "413", description = "The query's text is too large")
  @APIResponse(responseCode = "422", description = "The answer has too many rows")
  @APIResponse(responseCode = "503", description = "No room at the moment, or it took too long")
  public Uni<Response> get(
      @Context RoutingContext exchange, @Context ContainerRequestContext request) {
    String rawQuery = SparqlAnswers.rawQuery(exchange.request());
    return SparqlProtocol.asksForDescription(rawQuery)
        ? describe(exchange, request, rawQuery)
        : answer(exchange, request, SparqlProtocol.get(rawQuery));
  }

  private Uni<Response> describe(
      RoutingContext exchange, ContainerRequestContext request, String rawQuery) {
    String accept = SparqlAnswers.accept(exchange);
    Checked<GuardedQuery> checked =
        SparqlProtocol.format(rawQuery)
            .then(format -> guard.checkGraph(Optional.of(settings.endpointIri()), format, accept));
    return answers.answer(exchange, checked, asker(request));
  }

  /// Answers the query in the body.
  @POST
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.READ)
  @Operation(
      operationId = "postSparql",
      summary = "Answers a SPARQL query",
      description = "As application/x-www-form-urlencoded or application/sparql-query, in UTF-8.")
  @APIResponse(responseCode = "200", description = "The answer, as of X-Ledger-Position")
  @APIResponse(responseCode = "400", description = "Not one query, no SPARQL, or not allowed here")
  @APIResponse(responseCode = "406", description = "No such form of the answer")
  @APIResponse(responseCode = "413", description = "The query's text is too large")
  @APIResponse(responseCode = "415", description = "No Content-Type, or one that is not read here")
  @APIResponse(responseCode = "422", description = "The answer has too many rows")
  @APIResponse(responseCode = "503", description = "No room at the moment, or it took too long")
  public Uni<Response> post(
      @Context RoutingContext exchange,
      @Context ContainerRequestContext request,
      InputStream body) {
    HttpServerRequest raw = exchange.request();
    Optional<String> type = Optional.ofNullable(raw.getHeader(HttpHeaders.CONTENT_TYPE));
    return answer(
        exchange, request, SparqlProtocol.post(SparqlAnswers.rawQuery(raw), type, read(body)));
  }

  /// Refuses: here nothing is put.
  @PUT
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response put() {
    throw notAllowed();
  }

  /// Refuses: here nothing is deleted.
  @DELETE
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response delete() {
    throw notAllowed();
  }

  /// Refuses: here nothing is changed.
  @PATCH
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response patch() {
    throw notAllowed();
  }

  /// The framework's own refusal would not say what is allowed, as the protocol wants it.
  private static ProblemException notAllowed() {
    return new ProblemException(
        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "A query is sent by GET or POST.")
            .withHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS, POST"));
  }

  private Uni<Response> answer(
      RoutingContext exchange, ContainerRequestContext request, Checked<SparqlRequest> asked) {
    SparqlRequest question = SparqlAnswers.passed(asked);
    String accept = question.explain() ? "" : SparqlAnswers.accept(exchange);
    return answers.answer(exchange, guard.check(question, accept), asker(request));
  }

  /// Who asks, as operators see it.
  static String asker(ContainerRequestContext request) {
    return Gate.caller(request).map(Caller::keyId).orElse("");
  }

  /// The body, of which no more is held than a query may need.
  private Bytes read(InputStream body) {
    int sizeBytesMax = FORM_EXPANSION * settings.queryBytesMax() + FORM_BYTES_MAX;
    try {
      byte[] bytes = body.readNBytes(sizeBytesMax + 1);
      if (bytes.length <= sizeBytesMax) {
        return Bytes.owned(bytes);
      }
      Problem problem =
          Problem.of(
              ProblemType.QUERY_TOO_LARGE,
              "The text of a query has at most " + settings.queryBytesMax() + " bytes.");
      if (body.skip(DISCARDED_BYTES_MAX) == DISCARDED_BYTES_MAX) {
        problem = problem.withHeader("Connection", "close");
      }
      throw new ProblemException(problem);
    } catch (IOException gone) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "The body ends too early: the client hung up.");
    }
  }
}
