package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.http.query.AsOf;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.column.ColumnLineage;
import io.ledgerline.lineage.column.ColumnView;
import io.ledgerline.lineage.lookup.NodeId;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Which columns came from which, in the shape that Marquez's clients read.
@Path("/api/v1/column-lineage")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class ColumnLineageResource {

  private static final int DEPTH_MAX = 1_000;
  private static final int LIMIT_MAX = 10_000;

  /// Columns as nodes.
  record Answer(List<Node> graph, boolean truncated) {}

  /// A column.
  ///
  /// @param inEdges from the column to what it came from, the wrong way round: so Marquez has it,
  ///   and so its UI reads it
  /// @param outEdges from the column to what came from it
  record Node(String id, String type, Data data, List<Edge> inEdges, List<Edge> outEdges) {}

  /// An edge.
  record Edge(String origin, String destination) {}

  /// What a column is.
  record Data(
      String namespace,
      String dataset,
      Optional<String> datasetVersion,
      String field,
      String fieldType,
      Optional<String> transformationDescription,
      Optional<String> transformationType,
      List<Bodies.InputField> inputFields,
      String iri) {}

  private final ColumnLineage lineage;
  private final AsOf asOf;

  ColumnLineageResource(ColumnLineage lineage, AsOf asOf) {
    this.lineage = lineage;
    this.asOf = asOf;
  }

  /// The lineage of a column, or of all columns of a dataset or of what a job writes.
  ///
  /// @param asOfText a position or a time: the ledger as it stood then
  /// @param minSeq the position that the answer takes into account at least; waits for it
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "getColumnLineage", summary = "Which columns a column came from")
  @APIResponse(responseCode = "200", description = "Columns and edges, as of X-Ledger-Position")
  @APIResponse(responseCode = "400", description = "No nodeId, or a parameter makes no sense")
  @APIResponse(responseCode = "404", description = "The graph has no such column")
  public Response columns(
      @QueryParam("nodeId") @Nullable String nodeId,
      @QueryParam("depth") @Nullable String depth,
      @QueryParam("withDownstream") @Nullable String withDownstream,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("asOf") @Nullable String asOfText,
      @QueryParam("min-seq") @Nullable String minSeq) {
    if (nodeId == null || nodeId.isEmpty()) {
      throw Reading.malformed(
          "The parameter nodeId is missing: datasetField:<namespace>:<dataset>:<column>,"
              + " dataset:<namespace>:<name> or job:<namespace>:<name>.");
    }
    int steps = StrictNumber.parameter("depth", depth, Lineage.DEPTH, 0, DEPTH_MAX);
    int columns = StrictNumber.parameter("limit", limit, Lineage.LIMIT, 1, LIMIT_MAX);
    ColumnLineage asked = lineage.asOf(asOf.position(asOfText, minSeq));
    ColumnView view =
        NodeId.parse(nodeId)
            .flatMap(id -> asked.around(id, steps, "true".equals(withDownstream), columns))
            .orElseThrow(Reading::notThere);
    Response.ResponseBuilder response =
        Response.fromResponse(Reading.answer(answer(view), view.truncated(), view.position()));
    return AsOf.tell(response, asked.takenBack()).build();
  }

  private static Answer answer(ColumnView view) {
    Map<String, List<Edge>> in = new TreeMap<>();
    Map<String, List<Edge>> out = new TreeMap<>();
    for (ColumnView.Edge edge : view.edges()) {
      in.computeIfAbsent(edge.destination(), id -> new ArrayList<>())
          .add(new Edge(edge.destination(), edge.origin()));
      out.computeIfAbsent(edge.origin(), id -> new ArrayList<>())
          .add(new Edge(edge.origin(), edge.destination()));
    }
    List<Node> nodes =
        view.columns().stream()
            .map(
                column ->
                    new Node(
                        column.id(),
                        "DATASET_FIELD",
                        data(column),
                        in.getOrDefault(column.id(), List.of()),
                        out.getOrDefault(column.id(), List.of())))
            .toList();
    return new Answer(nodes, view.truncated());
  }

  private static Data data(ColumnView.Column column) {
    Bodies.ColumnSources sources = Bodies.sources(column);
    return new Data(
        column.namespace(),
        column.dataset(),
        column.version(),
        column.field(),
        column.type(),
        sources.transformationDescription(),
        sources.transformationType(),
        sources.inputFields(),
        column.iri());
  }
}
