package io.ledgerline.http.ingest;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.http.Gate;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.intake.Intake;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Takes batches of OpenLineage events, as OpenLineage's API has them.
@Path("/api/v1/lineage/batch")
public class LineageBatchResource {

  private final Intake intake;
  private final Bodies bodies;

  LineageBatchResource(Intake intake, Bodies bodies) {
    this.intake = intake;
    this.bodies = bodies;
  }

  /// Records each event of a batch. Answers after the durable commit of them all.
  @POST
  @Requires(Permission.RECORD)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "recordLineageBatch",
      summary = "Records a batch of OpenLineage events",
      description =
          "An array of run, dataset and job events, or an object with it as `events`; gzip and"
              + " chunked bodies. Sending a batch again is harmless.")
  @APIResponse(
      responseCode = "200",
      description = "How many events are on record, and why each other is not")
  @APIResponse(responseCode = "400", description = "No JSON, no batch, or broken gzip")
  @APIResponse(responseCode = "413", description = "Too large, or too many events")
  @APIResponse(
      responseCode = "503",
      description = "Nothing was recorded; send it again after Retry-After")
  public Uni<Response> record(
      @Context ContainerRequestContext context,
      @Context HttpServerRequest request,
      @QueryParam("items") @Nullable String items) {
    Caller caller = Gate.knownCaller(context);
    Sender sender = new Sender(caller, "openlineage-batch");
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    Optional<Numbering> number;
    boolean withItems;
    try {
      ContentTypes.requireUtf8(contentType);
      ContentTypes.requireJson(contentType);
      number = SequenceHeader.read(request);
      withItems = wantsItems(items);
    } catch (ProblemException unread) {
      return bodies.refuse(request, sender, unread);
    }
    return bodies
        .read(request, sender, body -> intake.lineageBatch(caller, number, body))
        .map(batch -> BatchReport.response(batch, withItems));
  }

  private static boolean wantsItems(@Nullable String items) {
    if (items != null && !List.of("true", "false").contains(items)) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "The parameter items is true or false.");
    }
    return "true".equals(items);
  }
}
