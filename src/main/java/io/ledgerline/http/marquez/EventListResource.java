package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.http.payload.RawJson;
import io.ledgerline.lineage.catalogue.EventTimes;
import io.ledgerline.lineage.catalogue.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Run events as they were written, by their time.
@Path("/api/v1/events/lineage")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class EventListResource {

  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final EventTimes times;
  private final Reading reading;

  EventListResource(EventTimes times, Reading reading) {
    this.times = times;
    this.reading = reading;
  }

  /// A page of run events. One that was erased is left out, and counted.
  @GET
  @Requires(Permission.READ)
  @Operation(operationId = "listEvents", summary = "Run events as they were written, by time")
  public Response events(
      @QueryParam("before") @Nullable String before,
      @QueryParam("after") @Nullable String after,
      @QueryParam("sortDirection") @Nullable String direction,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("min-seq") @Nullable String minSeq) {
    Page<Long> page =
        times.runEvents(
            Times.parse("after", after).orElse(Instant.EPOCH),
            Times.parse("before", before).orElse(NEVER),
            newestFirst(direction),
            reading.limit(limit),
            reading.offset(offset),
            reading.position(asOf, minSeq));
    PayloadFacets payloads = reading.facets();
    List<RawJson> events =
        page.items().stream().flatMap(index -> payloads.event(index).stream()).toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("events", events);
    members.put("totalCount", page.totalCount());
    members.put("truncated", page.truncated());
    return Reading.answer(members, page.truncated(), page.position());
  }

  private static boolean newestFirst(@Nullable String direction) {
    return switch (direction == null ? "desc" : direction) {
      case "desc", "DESC" -> true;
      case "asc", "ASC" -> false;
      default -> // an open set: whatever a client writes; the UI of today sends a number
          true;
    };
  }
}
