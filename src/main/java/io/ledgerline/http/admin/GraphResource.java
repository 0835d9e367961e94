package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.RenewalStatus;
import io.ledgerline.projection.RenewalStatus.Reason;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The lineage graph as a store: how far it is, how large, and having another take its place.
@Path("/api/v1/graph")
@Blocking
public class GraphResource {

  private final Projector projector;
  private final LineageGraph graph;

  GraphResource(Projector projector, LineageGraph graph) {
    this.projector = projector;
    this.graph = graph;
  }

  /// How it is.
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getGraphState", summary = "How the lineage graph is")
  @APIResponse(responseCode = "200", description = "Position, size, and what takes its place")
  public Response state() {
    return Response.ok(json().bytes().toArray()).type(MediaType.APPLICATION_JSON).build();
  }

  /// Has another filled from the ledger.
  @POST
  @Path("rebuild")
  @Requires(Permission.ADMINISTER)
  @Operation(operationId = "rebuildGraph", summary = "Fills the lineage graph anew, beside")
  @APIResponse(responseCode = "202", description = "It begins soon")
  public Response rebuild() {
    projector.renew(Reason.ON_REQUEST);
    return Response.accepted().build();
  }

  /// Has it copied into less room.
  @POST
  @Path("compaction")
  @Requires(Permission.ADMINISTER)
  @Operation(operationId = "compactGraph", summary = "Copies the lineage graph into less room")
  @APIResponse(responseCode = "202", description = "It begins soon")
  public Response compact() {
    projector.renew(Reason.COMPACTION);
    return Response.accepted().build();
  }

  /// Ends what was asked for, or only saves room.
  @DELETE
  @Path("renewal")
  @Requires(Permission.ADMINISTER)
  @Operation(operationId = "stopGraphRenewal", summary = "Ends filling or copying the graph")
  @APIResponse(responseCode = "202", description = "It ends soon; the graph answers as before")
  @APIResponse(responseCode = "404", description = "Nothing is there that could be ended")
  public Response stop() {
    if (!projector.stopRenewal()) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "No other graph is filled, or one that is needed.");
    }
    return Response.accepted().build();
  }

  private CanonicalJson json() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("position", JsonNumber.of(projector.position()));
    fields.put("lag", JsonNumber.of(projector.lag()));
    fields.put("set_aside", JsonNumber.of(projector.errors()));
    int own = Projector.ownMappingVersion();
    fields.put("mapping_version", JsonNumber.of(projector.mappingVersion().orElse(own)));
    fields.put("mapping_version_current", JsonNumber.of(own));
    fields.put("size_bytes", JsonNumber.of(graph.bytes()));
    fields.put("compacted_bytes", JsonNumber.of(graph.birth().compactedBytes()));
    graph.compactedAt().ifPresent(at -> fields.put("compacted_at", JsonString.of(at.toString())));
    projector.renewal().ifPresent(status -> fields.put("renewal", json(status)));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  private static JsonObject json(RenewalStatus status) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("reason", JsonString.of(status.reason().name().toLowerCase(Locale.ROOT)));
    fields.put("entries", JsonNumber.of(status.entries()));
    fields.put("of", JsonNumber.of(status.of()));
    fields.put("copying", JsonBoolean.of(status.isCopying()));
    status.halt().ifPresent(why -> fields.put("halted", JsonString.of(why)));
    return JsonObject.of(fields);
  }
}
