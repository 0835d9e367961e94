package io.ledgerline.http.query;

import io.ledgerline.access.Permission;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.lineage.Detail;
import io.ledgerline.lineage.Direction;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.projection.Projector;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Where things come from and what rests on them, as of the position in `X-Ledger-Position`.
@Path("/api/v1/lineage")
@Blocking
public class LineageQueryResource {

  static final int DEPTH_MAX = 1_000;
  static final int LIMIT_MAX = 10_000;

  private final Lineage lineage;
  private final Catalogue catalogue;
  private final AsOf asOf;
  private final Projector projector;

  LineageQueryResource(Lineage lineage, Catalogue catalogue, AsOf asOf, Projector projector) {
    this.lineage = lineage;
    this.catalogue = catalogue;
    this.asOf = asOf;
    this.projector = projector;
  }

  /// The lineage around a node, upstream, downstream or both.
  ///
  /// @param asOfText a position or a time: the ledger as it stood then
  /// @param minSeq the position that the answer takes into account at least; waits for it
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getLineage",
      summary = "Where a node comes from, and what rests on it",
      description =
          "nodeId is "
              + NodeId.FORMS
              + ". direction is"
              + " upstream, downstream or both; depth counts steps, limit nodes.")
  @APIResponse(responseCode = "200", description = "Nodes and edges, as of X-Ledger-Position")
  @APIResponse(responseCode = "400", description = "No nodeId, or a parameter makes no sense")
  @APIResponse(responseCode = "404", description = "The graph has no such node")
  @APIResponse(responseCode = "503", description = "min-seq was not reached in time")
  public Response lineage(
      @QueryParam("nodeId") @Nullable String nodeId,
      @QueryParam("direction") @Nullable String direction,
      @QueryParam("detail") @Nullable String detail,
      @QueryParam("depth") @Nullable String depth,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("asOf") @Nullable String asOfText,
      @QueryParam("min-seq") @Nullable String minSeq) {
    if (nodeId == null || nodeId.isEmpty()) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "The parameter nodeId is missing: " + NodeId.FORMS + ".");
    }
    NodeId start =
        NodeId.parse(nodeId)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.MALFORMED_REQUEST,
                        "nodeId has none of the forms of one: " + NodeId.FORMS + "."));
    Direction way = direction(direction);
    Detail shown = detail(detail);
    int steps = StrictNumber.parameter("depth", depth, Lineage.DEPTH, 0, DEPTH_MAX);
    int nodes = StrictNumber.parameter("limit", limit, Lineage.LIMIT, 1, LIMIT_MAX);
    OptionalLong position = asOf.position(asOfText, minSeq);
    Lineage asked = lineage.asOf(position);
    LineageView view =
        asked
            .around(start, way, shown, steps, nodes)
            .orElseThrow(
                () ->
                    RetractedEntry.notFound(
                        "node", lineage.retracted(start), projector.retractions()));
    StartDetails details = StartDetails.of(catalogue.asOf(position), view, projector.retractions());
    ResponseBuilder answer =
        Response.ok(LineageAnswer.of(view, details, projector.retractions()))
            .header(AsOf.POSITION, view.position());
    return AsOf.tell(answer, asked.takenBack()).build();
  }

  private static Detail detail(@Nullable String text) {
    return switch (text == null ? "named" : text) {
      case "named" -> Detail.NAMED;
      case "each" -> Detail.EACH;
      default -> // an open set: whatever a client writes
          throw new ProblemException(ProblemType.MALFORMED_REQUEST, "detail is named or each.");
    };
  }

  private static Direction direction(@Nullable String text) {
    return switch (text == null ? "both" : text) {
      case "upstream" -> Direction.UPSTREAM;
      case "downstream" -> Direction.DOWNSTREAM;
      case "both" -> Direction.BOTH;
      default -> // an open set: whatever a client writes
          throw new ProblemException(
              ProblemType.MALFORMED_REQUEST, "direction is upstream, downstream or both.");
    };
  }
}
