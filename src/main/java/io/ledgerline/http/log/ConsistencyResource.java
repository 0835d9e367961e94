package io.ledgerline.http.log;

import io.ledgerline.access.Permission;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.ConsistencyFile;
import io.ledgerline.merkle.ConsistencyProof;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The proof that the log only grew between two sizes.
///
/// The address also exists with the id of the log in it; the one without is the default log's.
@Path("/log")
public class ConsistencyResource {

  private final Ledger ledger;

  ConsistencyResource(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The consistency proof between two sizes that a checkpoint covers.
  @GET
  @Path("/consistency")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getConsistency", summary = "The consistency proof between two sizes")
  @APIResponse(responseCode = "200", description = "The proof as text")
  @APIResponse(responseCode = "400", description = "No proof leads from one size to the other")
  @APIResponse(responseCode = "404", description = "The log has not as many entries")
  @APIResponse(responseCode = "503", description = "No checkpoint covers as many entries yet")
  public Uni<Response> consistency(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    long smaller = size("from", from);
    long larger = size("to", to);
    if (larger < smaller) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "The parameter to is not below the parameter from.");
    }
    return ledger
        .published()
        .consistency(smaller, larger)
        .call(found -> found.isPresent() ? Uni.createFrom().voidItem() : required(larger))
        .map(
            found -> {
              ConsistencyProof proof =
                  found.orElseThrow(
                      () -> Entries.notYetPublished(larger + " entries are durable."));
              return Entries.text(ConsistencyFile.render(proof))
                  .header(HttpHeaders.CACHE_CONTROL, Entries.FOR_EVER)
                  .build();
            });
  }

  /// Another replica may have numbered them a moment ago.
  private Uni<Void> required(long wanted) {
    return ledger
        .sizeNow()
        .invoke(
            size -> {
              if (wanted > size) {
                throw new ProblemException(
                    ProblemType.NOT_FOUND, "The log has not as many entries.");
              }
            })
        .replaceWithVoid();
  }

  /// The consistency proof between two sizes of a log.
  @GET
  @Path("/{log}/consistency")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getConsistencyOfLog", summary = "The consistency proof of a log")
  @APIResponse(responseCode = "200", description = "The proof as text")
  @APIResponse(responseCode = "400", description = "No proof leads from one size to the other")
  @APIResponse(responseCode = "404", description = "No such log, or not as many entries")
  @APIResponse(responseCode = "503", description = "No checkpoint covers as many entries yet")
  public Uni<Response> consistency(
      @PathParam("log") String log,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    Entries.requireKnown(ledger, log);
    return consistency(from, to);
  }

  private static long size(String name, @Nullable String text) {
    long size = StrictNumber.parse(text).orElse(0);
    if (size < 1) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          "The parameter " + name + " is a number of entries, at least 1.");
    }
    return size;
  }
}
