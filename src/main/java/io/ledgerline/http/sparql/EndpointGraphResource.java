package io.ledgerline.http.sparql;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.query.TakesAsOf;
import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.SparqlProtocol;
import io.ledgerline.sparql.SparqlSettings;
import io.ledgerline.sparql.describe.EndpointGraphs;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The graphs in which the endpoint describes itself, under their own addresses.
@Path("/sparql/.well-known")
@Blocking
@TakesAsOf
public class EndpointGraphResource {

  private final QueryGuard guard;
  private final SparqlAnswers answers;
  private final SparqlSettings settings;

  EndpointGraphResource(QueryGuard guard, SparqlAnswers answers, SparqlSettings settings) {
    this.guard = guard;
    this.answers = answers;
    this.settings = settings;
  }

  /// What is served here, counted.
  @GET
  @Path("void")
  @Requires(Permission.READ)
  @Operation(operationId = "getEndpointVoid", summary = "Statistics of the lineage graph (VoID)")
  @APIResponse(responseCode = "200", description = "The statistics")
  public Uni<Response> statistics(
      @Context RoutingContext exchange, @Context ContainerRequestContext request) {
    return answer(exchange, request, EndpointGraphs.VOID);
  }

  /// Questions to start from.
  @GET
  @Path("sparql-examples")
  @Requires(Permission.READ)
  @Operation(operationId = "getSparqlExamples", summary = "Example queries, as RDF")
  @APIResponse(responseCode = "200", description = "The queries, each a sh:SPARQLExecutable")
  public Uni<Response> examples(
      @Context RoutingContext exchange, @Context ContainerRequestContext request) {
    return answer(exchange, request, EndpointGraphs.EXAMPLES);
  }

  /// Answers one of these graphs.
  ///
  /// @param suffix what its IRI has after that of the endpoint
  Uni<Response> answer(RoutingContext exchange, ContainerRequestContext request, String suffix) {
    String accept = SparqlAnswers.accept(exchange);
    Optional<String> iri = Optional.of(settings.endpointIri() + suffix);
    Checked<GuardedQuery> checked =
        SparqlProtocol.format(SparqlAnswers.rawQuery(exchange.request()))
            .then(format -> guard.checkGraph(iri, format, accept));
    return answers.answer(exchange, checked, SparqlResource.asker(request));
  }
}
