package io.ledgerline.http.query;

import io.ledgerline.access.Permission;
import io.ledgerline.assurance.shapes.ContractView;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The contract of a dataset, as terms or as SHACL shapes. Names are percent-encoded: a slash in
/// one is `%2F`.
@Path("/api/v1/contracts/{namespace}/{name}")
@Blocking
public class ContractResource {

  private static final MediaType TURTLE = new MediaType("text", "turtle");

  private final LineageGraph graph;
  private final AsOf asOf;

  ContractResource(LineageGraph graph, AsOf asOf) {
    this.graph = graph;
    this.asOf = asOf;
  }

  /// The contract that counts now.
  ///
  /// @param minSeq the position that the answer takes into account at least; waits for it
  @GET
  @Requires(Permission.READ)
  @Produces({MediaType.APPLICATION_JSON, "text/turtle"})
  @Operation(
      operationId = "getContract",
      summary = "The contract of a dataset",
      description = "Its terms as JSON, or as SHACL shapes over the lineage graph in Turtle.")
  @APIResponse(responseCode = "200", description = "The contract of the newest entry")
  @APIResponse(responseCode = "404", description = "No contract binds this dataset")
  @APIResponse(responseCode = "406", description = "Neither JSON nor Turtle is accepted")
  public Response contract(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("min-seq") @Nullable String minSeq,
      @Context Request request) {
    Variant variant =
        request.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, TURTLE).build());
    if (variant == null) {
      throw new NotAcceptableException();
    }
    var _ = asOf.position(null, minSeq);
    ContractView contract =
        ContractView.of(graph, namespace, name)
            .orElseThrow(
                () ->
                    new ProblemException(ProblemType.NOT_FOUND, "No contract binds this dataset."));
    boolean isTurtle = variant.getMediaType().isCompatible(TURTLE);
    return Response.ok(
            isTurtle ? contract.shapes() : json(contract),
            isTurtle ? TURTLE.withCharset("utf-8") : MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(AsOf.POSITION, contract.position())
        .build();
  }

  private static String json(ContractView contract) {
    return CanonicalJson.of(
            JsonObject.of(
                Map.of(
                    "entry",
                    JsonNumber.of(contract.entry()),
                    "version",
                    JsonString.of(contract.version()),
                    "terms",
                    contract.terms().object())))
        .toString();
  }
}
