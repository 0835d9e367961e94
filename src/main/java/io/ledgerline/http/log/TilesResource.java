package io.ledgerline.http.log;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The log as other people's software reads it: tiles of hashes and bundles of entries (C2SP
/// tlog-tiles), of what a checkpoint covers.
///
/// Each address also exists with the id of the log in it; the one without is the default log's.
@Path("/log")
public class TilesResource {

  private static final String SUMMARY =
      "A tile of hashes, <L>/<N>[.p/<W>], or a bundle of entries, entries/<N>[.p/<W>]";

  private final Ledger ledger;

  TilesResource(Ledger ledger) {
    this.ledger = ledger;
  }

  /// A tile or bundle.
  @GET
  @Path("/tile/{path: .+}")
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(operationId = "getTile", summary = SUMMARY)
  @APIResponse(responseCode = "200", description = "Hashes of 32 bytes, or entries with lengths")
  @APIResponse(
      responseCode = "404",
      description = "No checkpoint covers it, or there is no such path")
  public Uni<Response> tile(@Encoded @PathParam("path") String path) {
    TilePath wanted = TilePath.parse("tile/" + path).orElseThrow(TilesResource::notThere);
    return ledger
        .published()
        .tile(wanted)
        .map(
            found ->
                Response.ok(found.orElseThrow(TilesResource::notThere).toArray())
                    .type(MediaType.APPLICATION_OCTET_STREAM)
                    .header(HttpHeaders.CACHE_CONTROL, Entries.FOR_EVER)
                    .header("X-Content-Type-Options", "nosniff")
                    .build());
  }

  /// A tile or bundle of a log.
  @GET
  @Path("/{log}/tile/{path: .+}")
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(operationId = "getTileOfLog", summary = SUMMARY)
  @APIResponse(responseCode = "200", description = "Hashes of 32 bytes, or entries with lengths")
  @APIResponse(responseCode = "404", description = "No such log, or no checkpoint covers it")
  public Uni<Response> tile(@PathParam("log") String log, @Encoded @PathParam("path") String path) {
    Entries.requireKnown(ledger, log);
    return tile(path);
  }

  /// What is not there now may be there later: no cache keeps the answer.
  private static ProblemException notThere() {
    return new ProblemException(
        Problem.of(
                ProblemType.NOT_FOUND,
                "No checkpoint covers a tile of this path, or tiles have no such paths.")
            .withHeader(HttpHeaders.CACHE_CONTROL, "no-store"));
  }
}
