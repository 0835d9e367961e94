package io.ledgerline.http.query;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.projection.Projector;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Runs by their id, as of the position in `X-Ledger-Position`.
@Path("/api/v1/jobs/runs/{id}")
@Blocking
public class RunResource {

  private final Lineage lineage;
  private final AsOf asOf;
  private final Projector projector;

  RunResource(Lineage lineage, AsOf asOf, Projector projector) {
    this.lineage = lineage;
    this.asOf = asOf;
    this.projector = projector;
  }

  /// One run with its state.
  ///
  /// @param asOfText a position or a time: the ledger as it stood then
  /// @param minSeq the position that the answer takes into account at least; waits for it
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getRun", summary = "A run with its state")
  @APIResponse(responseCode = "200", description = "The run, as of X-Ledger-Position")
  @APIResponse(responseCode = "404", description = "The graph has no such run")
  @APIResponse(responseCode = "503", description = "min-seq was not reached in time")
  public Response run(
      @PathParam("id") String id,
      @QueryParam("asOf") @Nullable String asOfText,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Lineage asked = lineage.asOf(asOf.position(asOfText, minSeq));
    RunView run =
        asked
            .run(id)
            .orElseThrow(
                () ->
                    RetractedEntry.notFound(
                        "run",
                        NodeId.parse("run:" + id).map(lineage::retracted).orElse(List.of()),
                        projector.retractions()));
    ResponseBuilder answer =
        Response.ok(RunAnswer.of(run, projector.retractions()))
            .header(AsOf.POSITION, run.position());
    return AsOf.tell(answer, asked.takenBack()).build();
  }
}
