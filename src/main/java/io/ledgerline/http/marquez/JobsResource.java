package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.lineage.catalogue.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The jobs of a namespace and their runs, in the shapes that Marquez's clients read.
@Path("/api/v1/namespaces/{namespace}/jobs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

  /// The dashboard has room for ten.
  static final int LATEST_RUNS = 10;

  private static final Set<String> STATES =
      Set.of("NEW", "RUNNING", "COMPLETED", "FAILED", "ABORTED");

  private final Reading reading;

  JobsResource(Reading reading) {
    this.reading = reading;
  }

  /// The jobs of a namespace by name.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "listJobs", summary = "Jobs of a namespace")
  public Response jobs(
      @PathParam("namespace") String namespace,
      @QueryParam("lastRunStates") List<String> states,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    return jobs(asked, reading, Optional.of(namespace), states, limit, offset);
  }

  static Response jobs(
      Catalogue asked,
      Reading reading,
      Optional<String> namespace,
      List<String> states,
      @Nullable String limit,
      @Nullable String offset) {
    int count = reading.limit(limit);
    int from = reading.offset(offset);
    Set<String> wanted = new TreeSet<>(states);
    if (!STATES.containsAll(wanted)) {
      throw Reading.malformed("lastRunStates is NEW, RUNNING, COMPLETED, FAILED or ABORTED.");
    }
    Page<JobView> page =
        wanted.isEmpty()
            ? asked.jobs(namespace, count, from, LATEST_RUNS)
            : asked.jobsByState(wanted, namespace, count, from, LATEST_RUNS);
    PayloadFacets payloads = reading.listed();
    return reading.page(asked, "jobs", page, job -> reading.job(job, payloads));
  }

  /// One job with its latest runs.
  @GET
  @Path("/{job}")
  @Requires(Permission.READ)
  @Operation(operationId = "getJob", summary = "A job with its latest runs")
  public Response job(
      @PathParam("namespace") String namespace,
      @PathParam("job") String name,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    PayloadFacets payloads = reading.facets();
    return reading.one(
        asked, asked.job(namespace, name, LATEST_RUNS), job -> reading.job(job, payloads));
  }

  /// The runs of a job, the latest first.
  @GET
  @Path("/{job}/runs")
  @Requires(Permission.READ)
  @Operation(operationId = "listRuns", summary = "Runs of a job, the latest first")
  public Response runs(
      @PathParam("namespace") String namespace,
      @PathParam("job") String name,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    Page<RunView> page =
        asked
            .runs(namespace, name, reading.limit(limit), reading.offset(offset))
            .orElseThrow(Reading::notThere);
    PayloadFacets payloads = reading.listed();
    return reading.page(asked, "runs", page, run -> reading.run(run, payloads));
  }

  /// Refused: a job comes from events.
  @PUT
  @Path("/{job}")
  @Requires(Permission.READ)
  @Operation(operationId = "putJob", summary = "Refused: it comes from events")
  public Response put() {
    throw Refusals.change();
  }

  /// Refused: nothing is deleted.
  @DELETE
  @Path("/{job}")
  @Requires(Permission.READ)
  @Operation(operationId = "deleteJob", summary = "Refused: a ledger deletes nothing")
  public Response delete() {
    throw Refusals.delete();
  }

  /// Refused: a run comes from events.
  @POST
  @Path("/{job}/runs")
  @Requires(Permission.READ)
  @Operation(operationId = "postRun", summary = "Refused: it comes from events")
  public Response postRun() {
    throw Refusals.change();
  }

  /// Refused: tags come from events.
  @POST
  @Path("/{job}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "tagJob", summary = "Refused: it comes from events")
  public Response tag() {
    throw Refusals.tag();
  }

  /// Refused: tags come from events.
  @DELETE
  @Path("/{job}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "untagJob", summary = "Refused: it comes from events")
  public Response untag() {
    throw Refusals.tag();
  }
}
