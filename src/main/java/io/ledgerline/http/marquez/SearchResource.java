package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.Found;
import io.ledgerline.lineage.catalogue.Named;
import io.ledgerline.lineage.catalogue.SearchTerms;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Jobs and datasets whose names hold a text.
@Path("/api/v1/search")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

  private static final int LIMIT = 10;

  /// A job or dataset, as Marquez lays it out.
  record Result(
      String type, String name, Optional<Instant> updatedAt, String namespace, String nodeId) {}

  private final Reading reading;

  SearchResource(Reading reading) {
    this.reading = reading;
  }

  /// Searches names.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "search", summary = "Jobs and datasets whose names hold a text")
  public Response search(
      @QueryParam("q") @Nullable String text,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("namespace") @Nullable String namespace,
      @QueryParam("before") @Nullable String before,
      @QueryParam("after") @Nullable String after,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    if (text == null || text.isBlank()) {
      throw Reading.malformed("The parameter q is missing: a part of a name.");
    }
    SearchTerms terms =
        new SearchTerms(
            text,
            kind(filter),
            Optional.ofNullable(namespace),
            Times.parse("before", before),
            Times.parse("after", after),
            byTime(sort),
            reading.limit(limit, LIMIT));
    Catalogue asked = reading.catalogue(asOf, minSeq);
    return reading.page(asked, "results", asked.search(terms), SearchResource::result);
  }

  private static Optional<Named.Kind> kind(@Nullable String filter) {
    return switch (filter == null ? "" : filter.toUpperCase(java.util.Locale.ROOT)) {
      case "", "ALL" -> Optional.empty();
      case "JOB" -> Optional.of(Named.Kind.JOB);
      case "DATASET" -> Optional.of(Named.Kind.DATASET);
      default -> // an open set: whatever a client writes
          throw Reading.malformed("filter is JOB or DATASET.");
    };
  }

  private static boolean byTime(@Nullable String sort) {
    return switch (sort == null ? "NAME" : sort.toUpperCase(java.util.Locale.ROOT)) {
      case "NAME" -> false;
      case "UPDATE_AT", "UPDATED_AT" -> true;
      default -> // an open set: whatever a client writes
          throw Reading.malformed("sort is NAME or UPDATE_AT.");
    };
  }

  private static Result result(Found found) {
    Named named = found.named();
    return new Result(
        named.kind().name(), named.name(), found.updatedAt(), named.namespace(), named.id());
  }
}
