package io.ledgerline.http.ingest;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.http.Gate;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.Requires;
import io.ledgerline.intake.Intake;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Takes OpenLineage events, one a request, as the official clients send them.
@Path("/api/v1/lineage")
public class LineageResource {

  private final Intake intake;
  private final Bodies bodies;

  LineageResource(Intake intake, Bodies bodies) {
    this.intake = intake;
    this.bodies = bodies;
  }

  /// Records one event. Answers after the durable commit.
  @POST
  @Requires(Permission.RECORD)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "recordLineage",
      summary = "Records one OpenLineage event",
      description =
          "Run, dataset and job events; gzip and chunked bodies; at most 16 MiB unpacked.")
  @APIResponse(responseCode = "201", description = "The receipt of a new entry")
  @APIResponse(responseCode = "200", description = "The receipt of the entry that it is already")
  @APIResponse(responseCode = "400", description = "No JSON, or broken gzip")
  @APIResponse(responseCode = "413", description = "Too large")
  @APIResponse(responseCode = "422", description = "No event: every violation is listed")
  @APIResponse(responseCode = "503", description = "Not recorded; send it again after Retry-After")
  public Uni<Response> record(
      @Context ContainerRequestContext context, @Context HttpServerRequest request) {
    Caller caller = Gate.knownCaller(context);
    Sender sender = new Sender(caller, "openlineage");
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    Optional<Numbering> number;
    try {
      ContentTypes.requireUtf8(contentType);
      ContentTypes.requireJson(contentType);
      number = SequenceHeader.read(request);
    } catch (ProblemException unread) {
      return bodies.refuse(request, sender, unread);
    }
    return bodies
        .read(request, sender, body -> intake.lineage(caller, number, body))
        .map(Outcomes::response);
  }
}
