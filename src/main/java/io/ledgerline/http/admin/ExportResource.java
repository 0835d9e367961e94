package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.segment.Segment;
import io.ledgerline.segment.archive.CheckpointLine;
import io.ledgerline.segment.archive.Description;
import io.ledgerline.segment.archive.ExportedEntry;
import io.ledgerline.segment.archive.HoldLine;
import io.ledgerline.segment.archive.LogExport;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What an export is made of beside tiles and bundles. It shows payloads as they are.
@Path("/api/v1/export")
public class ExportResource {

  private static final String NDJSON = "application/x-ndjson";
  private static final int SEGMENTS_MAX = 1_000;

  private final LogExport export;

  ExportResource(LogExport export) {
    this.export = export;
  }

  /// What an export of the whole log is of, as it is now.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/log")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "describeLogExport", summary = "What an export of the log is of")
  @APIResponse(responseCode = "200", description = "The genesis and the newest checkpoint")
  @APIResponse(responseCode = "404", description = "Nothing is published yet")
  public Uni<Response> log() {
    return export.ofLog().map(ExportResource::described);
  }

  /// What an export of a sealed segment is of.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/segments/{number}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "describeSegmentExport", summary = "What an export of a segment is of")
  @APIResponse(responseCode = "200", description = "The segment, and a checkpoint that covers it")
  @APIResponse(responseCode = "404", description = "No such segment is sealed")
  public Uni<Response> segment(@PathParam("number") String number) {
    return export
        .ofSegment(StrictNumber.parse(number).orElseThrow(ExportResource::notThere))
        .map(ExportResource::described);
  }

  /// Sealed segments.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/segments")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listSegments", summary = "Sealed segments, a thousand at most")
  @APIResponse(responseCode = "200", description = "Their numbers, entries, roots and seals")
  public Uni<Response> segments(@QueryParam("from") @Nullable String from) {
    return export
        .segments(number("from", from, 0), SEGMENTS_MAX)
        .map(
            found ->
                json(
                    CanonicalJson.of(
                        JsonObject.of(
                            Map.of(
                                "segments",
                                JsonArray.of(
                                    found.stream().map(ExportResource::json).toList()))))));
  }

  /// Entries with their payloads, without their leaves.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/entries")
  @Produces(NDJSON)
  @Operation(operationId = "exportEntries", summary = "Payloads of entries, one a line")
  @APIResponse(
      responseCode = "200",
      description = "From one index on and before another: perhaps fewer, at least one")
  public Uni<Response> entries(
      @QueryParam("from") @Nullable String from, @QueryParam("before") @Nullable String before) {
    long start = number("from", from, -1);
    long end = number("before", before, -1);
    if (end <= start) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "before is a whole number above from.");
    }
    return export
        .entries(start, end)
        .map(found -> lines(found.stream().map(ExportedEntry::toJson)));
  }

  /// Checkpoints.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/checkpoints")
  @Produces(NDJSON)
  @Operation(operationId = "exportCheckpoints", summary = "Checkpoints by size, one a line")
  @APIResponse(responseCode = "200", description = "From a size on, a thousand at most")
  public Uni<Response> checkpoints(@QueryParam("from") @Nullable String from) {
    return export
        .checkpoints(number("from", from, 1))
        .map(found -> lines(found.stream().map(note -> new CheckpointLine(note).toJson())));
  }

  /// Legal holds.
  @GET
  @Requires(Permission.ADMINISTER)
  @Path("/holds")
  @Produces(NDJSON)
  @Operation(operationId = "exportHolds", summary = "Legal holds, one a line")
  @APIResponse(responseCode = "200", description = "Every one, those in force first")
  public Uni<Response> holds() {
    return export.holds().map(found -> lines(found.stream().map(h -> new HoldLine(h).toJson())));
  }

  private static Response described(Optional<Description> found) {
    return json(found.orElseThrow(ExportResource::notThere).toJson());
  }

  private static Response json(CanonicalJson json) {
    return Response.ok(json.bytes().toArray())
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Response lines(Stream<CanonicalJson> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    lines.forEach(
        line -> {
          line.bytes().appendTo(body);
          body.write('\n');
        });
    return Response.ok(body.toByteArray())
        .type(NDJSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static JsonValue json(Segment segment) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("segment", JsonNumber.of(segment.number()));
    fields.put("first", JsonNumber.of(segment.first()));
    fields.put("last", JsonNumber.of(segment.last()));
    fields.put("root", JsonString.of(segment.root().toHex()));
    fields.put("chain_hash", JsonString.of(segment.chainHash().toHex()));
    fields.put("sealed_by", JsonNumber.of(segment.sealedBy()));
    return JsonObject.of(fields);
  }

  private static long number(String name, @Nullable String text, long fallback) {
    if (text == null && fallback >= 0) {
      return fallback;
    }
    return StrictNumber.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(ProblemType.MALFORMED_REQUEST, name + " is a whole number."));
  }

  private static ProblemException notThere() {
    return new ProblemException(
        ProblemType.NOT_FOUND, "No such segment is sealed, or nothing is published yet.");
  }
}
