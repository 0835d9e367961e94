package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where Marquez is told what becomes of a run.
@Path("/api/v1/jobs/runs/{id}/{step:start|complete|fail|abort}")
public class RunStateResource {

  /// Made by the framework.
  public RunStateResource() {}

  /// Refused: what becomes of a run is what its events say.
  @POST
  @Requires(Permission.READ)
  @Operation(operationId = "postRunState", summary = "Refused: it comes from events")
  public Response state() {
    throw Refusals.change();
  }
}
