package io.ledgerline.http.query;

import io.ledgerline.access.Permission;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.lineage.Detail;
import io.ledgerline.lineage.Direction;
import io.ledgerline.lineage.Lineage;
import io.ledgerline.lineage.LineageNode;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.NodeType;
import io.ledgerline.lineage.lookup.NodeId;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What rests on a dataset version, a run or a model version: how much, some of it, and the SPARQL
/// queries for all of it.
@Path("/api/v1/lineage/impact")
@Blocking
public class ImpactResource {

  private static final int SAMPLE = 10;

  /// From what rests on something to that.
  private static final String RESTS_ON =
      "(ll:context|ll:modelVersion|ll:sourceRun|ll:trainedBy|ll:trainedOn|ll:validatedOn"
          + "|ll:testedOn|ll:calibratedOn|ll:evaluatedOn|ll:unitedIn|^ll:unitedIn"
          + "|prov:wasGeneratedBy|prov:used)+";

  private static final String PREFIXES =
      """
      PREFIX ll: <https://w3id.org/ledgerline/ns#>
      PREFIX prov: <http://www.w3.org/ns/prov#>
      """;

  /// What rests on a node.
  ///
  /// @param counts by type; where it is truncated, at least so many
  /// @param sample ids of some of each type
  /// @param queries for all of it, and for the decisions alone
  record Impact(
      String start,
      Map<String, Long> counts,
      Map<String, List<String>> sample,
      boolean truncated,
      Map<String, Query> queries) {}

  /// A SPARQL query.
  ///
  /// @param href where its answer is, relative to this service
  record Query(String query, String href) {

    /// @param asOf the position that it is to be asked of; empty for now
    static Query of(String text, OptionalLong asOf) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      String then = asOf.isEmpty() ? "" : "&asOf=" + asOf.getAsLong();
      return new Query(text, "/sparql?query=" + encoded + then);
    }
  }

  private final Lineage lineage;
  private final AsOf asOf;

  ImpactResource(Lineage lineage, AsOf asOf) {
    this.lineage = lineage;
    this.asOf = asOf;
  }

  /// What rests on a node, version by version.
  ///
  /// @param asOfText a position or a time: the ledger as it stood then
  /// @param minSeq the position that the answer takes into account at least; waits for it
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getImpact",
      summary = "How much rests on a version, a run or a model version",
      description = "limit counts what is walked through, sample the ids of each type.")
  @APIResponse(responseCode = "200", description = "Counts, samples and queries")
  @APIResponse(responseCode = "400", description = "No nodeId, or a parameter makes no sense")
  @APIResponse(responseCode = "404", description = "The graph has no such node")
  public Response impact(
      @QueryParam("nodeId") @Nullable String nodeId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("sample") @Nullable String sample,
      @QueryParam("asOf") @Nullable String asOfText,
      @QueryParam("min-seq") @Nullable String minSeq) {
    NodeId start =
        NodeId.parse(nodeId == null ? "" : nodeId)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "nodeId is " + NodeId.FORMS + "."));
    int most = LineageQueryResource.LIMIT_MAX;
    int nodes = StrictNumber.parameter("limit", limit, most, 1, most);
    int shown = StrictNumber.parameter("sample", sample, SAMPLE, 0, 1_000);
    OptionalLong position = asOf.position(asOfText, minSeq);
    Lineage asked = lineage.asOf(position);
    LineageView view =
        asked
            .around(start, Direction.DOWNSTREAM, Detail.EACH, LineageQueryResource.DEPTH_MAX, nodes)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "The graph has no node of this id."));
    ResponseBuilder answer =
        Response.ok(answer(view, shown, position)).header(AsOf.POSITION, view.position());
    return AsOf.tell(answer, asked.takenBack()).build();
  }

  private static Impact answer(LineageView view, int sampleMax, OptionalLong asOf) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, List<String>> sample = new TreeMap<>();
    List<LineageNode> resting = view.nodes().subList(1, view.nodes().size());
    for (NodeType type : NodeType.values()) {
      List<String> ids =
          resting.stream().filter(node -> node.type() == type).map(LineageNode::id).toList();
      if (!ids.isEmpty()) {
        String name = type.name().toLowerCase(Locale.ROOT) + "s";
        counts.put(name, (long) ids.size());
        sample.put(name, ids.stream().limit(sampleMax).toList());
      }
    }
    String iri = view.nodes().getFirst().iri();
    Map<String, Query> queries = new TreeMap<>();
    queries.put(
        "all",
        Query.of(
            PREFIXES + "SELECT DISTINCT ?thing WHERE { ?thing " + RESTS_ON + " <" + iri + "> }",
            asOf));
    queries.put(
        "decisions",
        Query.of(
            PREFIXES
                + "SELECT DISTINCT ?decision WHERE { ?context "
                + RESTS_ON
                + " <"
                + iri
                + "> . ?decision ll:context ?context }",
            asOf));
    return new Impact(view.start(), counts, sample, view.truncated(), queries);
  }
}
