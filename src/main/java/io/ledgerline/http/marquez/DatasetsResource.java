package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.DatasetView;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Datasets and their versions, in the shapes that Marquez's clients read.
@Path("/api/v1/namespaces/{namespace}/datasets")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class DatasetsResource {

  private final Reading reading;

  DatasetsResource(Reading reading) {
    this.reading = reading;
  }

  /// The datasets of a namespace by name.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "listDatasets", summary = "Datasets of a namespace")
  public Response datasets(
      @PathParam("namespace") String namespace,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    Page<DatasetView> page =
        asked.datasets(Optional.of(namespace), reading.limit(limit), reading.offset(offset));
    PayloadFacets payloads = reading.listed();
    return reading.page(asked, "datasets", page, dataset -> reading.dataset(dataset, payloads));
  }

  /// One dataset as of its newest version.
  @GET
  @Path("/{dataset}")
  @Requires(Permission.READ)
  @Operation(operationId = "getDataset", summary = "A dataset as of its newest version")
  public Response dataset(
      @PathParam("namespace") String namespace,
      @PathParam("dataset") String name,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    PayloadFacets payloads = reading.facets();
    return reading.one(
        asked, asked.dataset(namespace, name), dataset -> reading.dataset(dataset, payloads));
  }

  /// The versions of a dataset, the latest first.
  @GET
  @Path("/{dataset}/versions")
  @Requires(Permission.READ)
  @Operation(operationId = "listDatasetVersions", summary = "Versions of a dataset")
  public Response versions(
      @PathParam("namespace") String namespace,
      @PathParam("dataset") String name,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    Page<DatasetView> page =
        asked
            .versions(namespace, name, reading.limit(limit), reading.offset(offset))
            .orElseThrow(Reading::notThere);
    PayloadFacets payloads = reading.listed();
    return reading.page(asked, "versions", page, version -> reading.version(version, payloads));
  }

  /// One version of a dataset.
  @GET
  @Path("/{dataset}/versions/{version}")
  @Requires(Permission.READ)
  @Operation(operationId = "getDatasetVersion", summary = "A version of a dataset")
  public Response version(
      @PathParam("namespace") String namespace,
      @PathParam("dataset") String name,
      @PathParam("version") String version,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    PayloadFacets payloads = reading.facets();
    return reading.one(
        asked, asked.version(namespace, name, version), view -> reading.version(view, payloads));
  }

  /// Refused: a dataset comes from events.
  @PUT
  @Path("/{dataset}")
  @Requires(Permission.READ)
  @Operation(operationId = "putDataset", summary = "Refused: it comes from events")
  public Response put() {
    throw Refusals.change();
  }

  /// Refused: nothing is deleted.
  @DELETE
  @Path("/{dataset}")
  @Requires(Permission.READ)
  @Operation(operationId = "deleteDataset", summary = "Refused: a ledger deletes nothing")
  public Response delete() {
    throw Refusals.delete();
  }

  /// Refused: tags come from events.
  @POST
  @Path("/{dataset}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "tagDataset", summary = "Refused: it comes from events")
  public Response tag() {
    throw Refusals.tag();
  }

  /// Refused: tags come from events.
  @DELETE
  @Path("/{dataset}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "untagDataset", summary = "Refused: it comes from events")
  public Response untag() {
    throw Refusals.tag();
  }

  /// Refused: tags come from events.
  @POST
  @Path("/{dataset}/fields/{field}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "tagField", summary = "Refused: it comes from events")
  public Response tagField() {
    throw Refusals.tag();
  }

  /// Refused: tags come from events.
  @DELETE
  @Path("/{dataset}/fields/{field}/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "untagField", summary = "Refused: it comes from events")
  public Response untagField() {
    throw Refusals.tag();
  }
}
