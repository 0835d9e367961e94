package io.ledgerline.http.sparql;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.query.TakesAsOf;
import io.ledgerline.sparql.describe.EndpointGraphs;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Statistics where crawlers look for them (VoID, section 7.2).
@Path("/.well-known/void")
@Blocking
@TakesAsOf
public class VoidResource {

  private final EndpointGraphResource graphs;

  VoidResource(EndpointGraphResource graphs) {
    this.graphs = graphs;
  }

  /// What is served here, counted.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "getVoid", summary = "Statistics of the lineage graph (VoID)")
  @APIResponse(responseCode = "200", description = "The statistics")
  public Uni<Response> statistics(
      @Context RoutingContext exchange, @Context ContainerRequestContext request) {
    return graphs.answer(exchange, request, EndpointGraphs.VOID);
  }
}
