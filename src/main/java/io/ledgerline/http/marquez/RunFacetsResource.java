package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.payload.Facets;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.http.payload.RawJson;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.RunView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The facets of runs.
@Path("/api/v1/jobs/runs/{id}/facets")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class RunFacetsResource {

  /// The facets of a run, or of its job.
  record RunFacets(String runId, Map<String, RawJson> facets) {}

  private final Lineage lineage;
  private final Reading reading;

  RunFacetsResource(Lineage lineage, Reading reading) {
    this.lineage = lineage;
    this.reading = reading;
  }

  /// The facets of a run, or of the job as the run's events say.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "getRunFacets", summary = "Facets of a run, or of its job")
  public Response facets(
      @PathParam("id") String id,
      @QueryParam("type") @Nullable String type,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    String kind = type == null ? "" : type;
    if (!kind.equals("run") && !kind.equals("job")) {
      throw Reading.malformed("type is run or job.");
    }
    Lineage asked = lineage.asOf(reading.position(asOf, minSeq));
    RunView run = asked.run(id).orElseThrow(Reading::notThere);
    PayloadFacets payloads = reading.facets();
    Facets facets = kind.equals("run") ? payloads.ofRun(run) : payloads.ofJob(run);
    return Reading.answer(
        new RunFacets(run.runId(), facets.all()),
        run.truncated(),
        run.position(),
        asked.takenBack());
  }
}
