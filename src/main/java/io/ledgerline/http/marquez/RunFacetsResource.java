package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.payload.Facets;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.http.payload.RawJson;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// All jobs, and the facets of runs.
@Path("/api/v1/jobs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class RunFacetsResource {

  /// The facets of a run, or of its job.
  record RunFacets(String runId, Map<String, RawJson> facets) {}

  private final Catalogue catalogue;
  private final Lineage lineage;
  private final Reading reading;

  RunFacetsResource(Catalogue catalogue, Lineage lineage, Reading reading) {
    this.catalogue = catalogue;
    this.lineage = lineage;
    this.reading = reading;
  }

  /// The jobs of all namespaces by name.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "listAllJobs", summary = "Jobs of all namespaces")
  public Response jobs(
      @QueryParam("lastRunStates") List<String> states,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset) {
    return JobsResource.jobs(catalogue, reading, Optional.empty(), states, limit, offset);
  }

  /// The facets of a run, or of the job as the run's events say.
  @GET
  @Path("/runs/{id}/facets")
  @Requires(Permission.READ)
  @Operation(operationId = "getRunFacets", summary = "Facets of a run, or of its job")
  public Response facets(@PathParam("id") String id, @QueryParam("type") @Nullable String type) {
    String kind = type == null ? "" : type;
    if (!kind.equals("run") && !kind.equals("job")) {
      throw Reading.malformed("type is run or job.");
    }
    RunView run = lineage.run(id).orElseThrow(Reading::notThere);
    PayloadFacets payloads = reading.facets();
    Facets facets = kind.equals("run") ? payloads.ofRun(run) : payloads.ofJob(run);
    return Reading.answer(
        new RunFacets(run.runId(), facets.all()), run.truncated(), run.position());
  }

  /// Refused: what becomes of a run is what its events say.
  @POST
  @Path("/runs/{id}/{step:start|complete|fail|abort}")
  @Requires(Permission.READ)
  @Operation(operationId = "postRunState", summary = "Refused: it comes from events")
  public Response state() {
    throw Refusals.change();
  }
}
