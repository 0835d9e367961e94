package io.ledgerline.http.sparql;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.query.TakesAsOf;
import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.SparqlProtocol;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Whole graphs: the reading side of the SPARQL 1.1 Graph Store HTTP Protocol.
@Path("/sparql/graph")
@Blocking
@TakesAsOf
public class GraphStoreResource {

  private final QueryGuard guard;
  private final SparqlAnswers answers;

  GraphStoreResource(QueryGuard guard, SparqlAnswers answers) {
    this.guard = guard;
    this.answers = answers;
  }

  /// A graph: stored, or computed.
  @GET
  @Requires(Permission.READ)
  @Operation(
      operationId = "getGraph",
      summary = "A whole graph",
      description = "The parameter default, or graph with the IRI of one.")
  @APIResponse(responseCode = "200", description = "The graph, as of X-Ledger-Position")
  @APIResponse(responseCode = "400", description = "Not one of default and graph")
  @APIResponse(responseCode = "404", description = "No such graph, or nothing is in it")
  @APIResponse(responseCode = "422", description = "The graph has too many triples")
  public Uni<Response> graph(
      @Context RoutingContext exchange, @Context ContainerRequestContext request) {
    return SparqlAnswers.passed(
        SparqlProtocol.graph(SparqlAnswers.rawQuery(exchange.request()))
            .then(asked -> Checked.passed(read(exchange, request, asked.iri(), asked.format()))));
  }

  /// Refuses: nothing is put.
  @PUT
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response put() {
    throw notAllowed();
  }

  /// Refuses: nothing is added.
  @POST
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response post() {
    throw notAllowed();
  }

  /// Refuses: nothing is deleted.
  @DELETE
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response delete() {
    throw notAllowed();
  }

  /// Refuses: nothing is changed.
  @PATCH
  @Requires(Permission.READ)
  @Operation(hidden = true)
  public Response patch() {
    throw notAllowed();
  }

  private Uni<Response> read(
      RoutingContext exchange,
      ContainerRequestContext request,
      Optional<String> iri,
      Optional<String> format) {
    Checked<GuardedQuery> checked = guard.checkGraph(iri, format, SparqlAnswers.accept(exchange));
    return answers.answer(exchange, checked, SparqlResource.asker(request));
  }

  private static ProblemException notAllowed() {
    return new ProblemException(
        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Graphs are only read here.")
            .withHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS"));
  }
}
