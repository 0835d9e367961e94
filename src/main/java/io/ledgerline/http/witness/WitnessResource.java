package io.ledgerline.http.witness;

import io.ledgerline.anchor.watch.LogWatch;
import io.ledgerline.anchor.watch.WatchAnswer;
import io.ledgerline.http.NeedsNoKey;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// A witness of other logs. Everybody may ask: what is believed is the log's own signature.
///
/// The submission prefix and the monitoring prefix are both `/witness`.
@Path("/witness")
public class WitnessResource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SIZE = "text/x.tlog.size";

  private final Watching watching;

  WitnessResource(Watching watching) {
    this.watching = watching;
  }

  /// Cosigns a checkpoint that continues what was seen of its log.
  @POST
  @Path("/add-checkpoint")
  @NeedsNoKey
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.TEXT_PLAIN, SIZE})
  @Operation(
      operationId = "addCheckpoint",
      summary = "Cosigns a checkpoint of a log that is watched (C2SP tlog-witness)")
  @APIResponse(responseCode = "200", description = "The line of the cosignature")
  @APIResponse(responseCode = "400", description = "No submission, or old above the size")
  @APIResponse(responseCode = "403", description = "Not signed by a key of the log")
  @APIResponse(responseCode = "404", description = "The log is not watched, or nothing is")
  @APIResponse(responseCode = "409", description = "Another size was seen last: it is the body")
  @APIResponse(responseCode = "413", description = "Too large")
  @APIResponse(responseCode = "422", description = "It does not continue what was seen")
  public Uni<Response> add(@Context HttpServerRequest request) {
    LogWatch watch = watch();
    return SubmittedBody.read(request, watching.bodyBytesMax())
        .chain(watch::add)
        .map(WitnessResource::answer);
  }

  /// The key that cosignatures are verified with, one line.
  @GET
  @Path("/vkey")
  @NeedsNoKey
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getWitnessKey", summary = "The key that cosignatures are verified with")
  @APIResponse(responseCode = "200", description = "name+id+key")
  @APIResponse(responseCode = "404", description = "This service is no witness")
  public Response vkey() {
    return text(watch().cosignerKey().text() + "\n");
  }

  /// The checkpoint that was cosigned last of a log, with the cosignature.
  ///
  /// @param originDigest the SHA-256 of the log's origin, lower-case hexadecimal
  @GET
  @Path("/{origin}/checkpoint")
  @NeedsNoKey
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(
      operationId = "getWitnessedCheckpoint",
      summary = "What was cosigned last of a log (C2SP tlog-witness, monitoring)")
  @APIResponse(responseCode = "200", description = "A signed note")
  @APIResponse(responseCode = "404", description = "Nothing was cosigned of it")
  public Uni<Response> newest(@PathParam("origin") String originDigest) {
    return watch()
        .newest(originDigest)
        .map(
            found ->
                text(
                    found
                        .orElseThrow(
                            () -> notThere("Nothing of a log of this digest was cosigned here."))
                        .render()));
  }

  private LogWatch watch() {
    return watching.watch().orElseThrow(() -> notThere("This service is no witness."));
  }

  private static Response answer(WatchAnswer answer) {
    return switch (answer) {
      case WatchAnswer.Cosigned(var line) -> text(line.line());
      case WatchAnswer.OtherSize(long size) ->
          Response.status(Response.Status.CONFLICT)
              .header(HttpHeaders.CONTENT_TYPE, SIZE)
              .entity((size + "\n").getBytes(StandardCharsets.US_ASCII))
              .build();
      case WatchAnswer.Malformed(String reason) ->
          throw new ProblemException(
              ProblemType.MALFORMED_REQUEST, "It is no submission: " + reason + ".");
      case WatchAnswer.UnknownLog _ -> throw notThere("A log of this origin is not watched here.");
      case WatchAnswer.Untrusted _ ->
          throw new ProblemException(
              ProblemType.UNTRUSTED_CHECKPOINT,
              "No key that is known of this log signed it, or such a signature is false.");
      case WatchAnswer.Inconsistent(String reason) ->
          throw new ProblemException(ProblemType.INCONSISTENT_CHECKPOINT, reason + ".");
    };
  }

  private static ProblemException notThere(String detail) {
    return new ProblemException(ProblemType.NOT_FOUND, detail);
  }

  private static Response text(String text) {
    return Response.ok(text.getBytes(StandardCharsets.UTF_8)).type(TEXT).build();
  }
}
