package io.ledgerline.http.sparql;

import io.ledgerline.access.Permission;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.sparql.RunningQuery;
import io.ledgerline.sparql.SparqlEndpoint;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The queries that run at the moment, for operators.
@Path("/sparql/queries")
public class RunningQueriesResource {

  private final SparqlEndpoint endpoint;

  RunningQueriesResource(SparqlEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// All of them.
  ///
  /// @param queries oldest first
  public record Running(List<One> queries) {}

  /// One of them.
  ///
  /// @param key the id of the key that was shown; empty without one
  /// @param since when it was asked, ISO 8601
  /// @param state `waiting`, `running`, `stopped` or `abandoned`
  /// @param rows rows, or triples, of the answer so far
  /// @param query the beginning of its text
  public record One(String id, String key, String since, String state, long rows, String query) {}

  /// The queries that run or wait.
  @GET
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listQueries", summary = "The queries that run or wait")
  @APIResponse(responseCode = "200", description = "Oldest first")
  public Running list() {
    return new Running(endpoint.running().stream().map(RunningQueriesResource::one).toList());
  }

  /// Ends a query; its client is told so.
  @DELETE
  @Path("{id}")
  @Requires(Permission.ADMINISTER)
  @Operation(operationId = "stopQuery", summary = "Ends a query")
  @APIResponse(responseCode = "202", description = "It ends as soon as it notices")
  @APIResponse(responseCode = "404", description = "No query of this id runs or waits")
  public Response stop(@PathParam("id") String id) {
    RunningQuery query =
        endpoint
            .running(id)
            .orElseThrow(
                () -> new ProblemException(ProblemType.NOT_FOUND, "No such query runs or waits."));
    query.stop();
    return Response.accepted().build();
  }

  private static One one(RunningQuery.Status status) {
    return new One(
        status.id(),
        status.asker(),
        status.since().toString(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.rows(),
        status.text());
  }
}
