package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The jobs of all namespaces.
@Path("/api/v1/jobs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class AllJobsResource {

  private final Reading reading;

  AllJobsResource(Reading reading) {
    this.reading = reading;
  }

  /// The jobs of all namespaces by name.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "listAllJobs", summary = "Jobs of all namespaces")
  public Response jobs(
      @QueryParam("lastRunStates") List<String> states,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    return JobsResource.jobs(asked, reading, Optional.empty(), states, limit, offset);
  }
}
