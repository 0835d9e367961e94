package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.NamespaceView;
import io.ledgerline.lineage.catalogue.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Namespaces, the sources that datasets are in, and tags.
@Path("/api/v1")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class NamespacesResource {

  /// A namespace, as Marquez lays it out.
  record Namespace(
      String name,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      String ownerName,
      Optional<String> description,
      boolean isHidden) {}

  /// A source, as Marquez lays it out.
  record Source(
      String type,
      String name,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      String connectionUrl,
      Optional<String> description) {}

  private final Reading reading;

  NamespacesResource(Reading reading) {
    this.reading = reading;
  }

  /// All namespaces of jobs and datasets.
  @GET
  @Path("/namespaces")
  @Requires(Permission.READ)
  @Operation(operationId = "listNamespaces", summary = "Namespaces of jobs and datasets")
  public Response namespaces(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    Page<NamespaceView> page = asked.namespaces(reading.limit(limit), reading.offset(offset));
    return reading.page(asked, "namespaces", page, NamespacesResource::namespace);
  }

  /// One namespace.
  @GET
  @Path("/namespaces/{namespace}")
  @Requires(Permission.READ)
  @Operation(operationId = "getNamespace", summary = "A namespace")
  public Response namespace(
      @PathParam("namespace") String name,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    return one(asked, asked.namespaces(Integer.MAX_VALUE, 0), name, NamespacesResource::namespace);
  }

  /// Refused: a namespace comes from events.
  @PUT
  @Path("/namespaces/{namespace}")
  @Requires(Permission.READ)
  @Operation(operationId = "putNamespace", summary = "Refused: it comes from events")
  public Response put(@PathParam("namespace") String name) {
    throw Refusals.change();
  }

  /// Refused: nothing is deleted.
  @DELETE
  @Path("/namespaces/{namespace}")
  @Requires(Permission.READ)
  @Operation(operationId = "deleteNamespace", summary = "Refused: a ledger deletes nothing")
  public Response delete(@PathParam("namespace") String name) {
    throw Refusals.delete();
  }

  /// All sources.
  @GET
  @Path("/sources")
  @Requires(Permission.READ)
  @Operation(operationId = "listSources", summary = "Namespaces of datasets, as sources")
  public Response sources(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    Page<NamespaceView> page = asked.sources(reading.limit(limit), reading.offset(offset));
    return reading.page(asked, "sources", page, NamespacesResource::source);
  }

  /// One source.
  @GET
  @Path("/sources/{source}")
  @Requires(Permission.READ)
  @Operation(operationId = "getSource", summary = "A source")
  public Response source(
      @PathParam("source") String name,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Catalogue asked = reading.catalogue(asOf, minSeq);
    return one(asked, asked.sources(Integer.MAX_VALUE, 0), name, NamespacesResource::source);
  }

  /// Refused: a source comes from events.
  @PUT
  @Path("/sources/{source}")
  @Requires(Permission.READ)
  @Operation(operationId = "putSource", summary = "Refused: it comes from events")
  public Response putSource(@PathParam("source") String name) {
    throw Refusals.change();
  }

  /// There is no list of tags apart from what events say.
  @GET
  @Path("/tags")
  @Requires(Permission.READ)
  @Operation(operationId = "listTags", summary = "None: tags are at what they tag")
  public Response tags() {
    return Response.ok(Map.of("tags", List.of())).build();
  }

  /// Refused: tags come from events.
  @PUT
  @Path("/tags/{tag}")
  @Requires(Permission.READ)
  @Operation(operationId = "putTag", summary = "Refused: it comes from events")
  public Response putTag(@PathParam("tag") String tag) {
    throw Refusals.tag();
  }

  private static <T> Response one(
      Catalogue asked,
      Page<NamespaceView> all,
      String name,
      java.util.function.Function<NamespaceView, T> body) {
    return all.items().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .map(view -> Reading.answer(body.apply(view), false, all.position(), asked.takenBack()))
        .orElseThrow(Reading::notThere);
  }

  private static Namespace namespace(NamespaceView view) {
    return new Namespace(
        view.name(), view.createdAt(), view.createdAt(), "anonymous", Optional.empty(), false);
  }

  private static Source source(NamespaceView view) {
    int colon = view.name().indexOf(':');
    return new Source(
        colon < 0 ? view.name() : view.name().substring(0, colon),
        view.name(),
        view.createdAt(),
        view.createdAt(),
        view.name(),
        Optional.empty());
  }
}
