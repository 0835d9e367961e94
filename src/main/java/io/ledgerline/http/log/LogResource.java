package io.ledgerline.http.log;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// What a stranger needs of a log: its newest checkpoint and the key that signed it.
///
/// Each address also exists with the id of the log in it; the one without is the default log's.
@Path("/log")
public class LogResource {

  private final Ledger ledger;

  LogResource(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The newest checkpoint: a signed note (C2SP tlog-checkpoint).
  @GET
  @Path("/checkpoint")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getCheckpoint", summary = "The newest checkpoint")
  @APIResponse(responseCode = "200", description = "A signed note")
  @APIResponse(responseCode = "503", description = "None is published yet")
  public Uni<Response> checkpoint() {
    return ledger.checkpoint().map(LogResource::answer);
  }

  /// The newest checkpoint of a log.
  @GET
  @Path("/{log}/checkpoint")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getCheckpointOfLog", summary = "The newest checkpoint of a log")
  @APIResponse(responseCode = "200", description = "A signed note")
  @APIResponse(responseCode = "404", description = "There is no such log")
  @APIResponse(responseCode = "503", description = "None is published yet")
  public Uni<Response> checkpoint(@PathParam("log") String log) {
    Entries.requireKnown(ledger, log);
    return checkpoint();
  }

  /// The newest verifier key: one line of text (C2SP signed-note).
  @GET
  @Path("/vkey")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getVerifierKey", summary = "The key that checkpoints are verified with")
  @APIResponse(responseCode = "200", description = "name+id+key")
  public Response vkey() {
    return Entries.text(ledger.keys().history().current().text() + "\n").build();
  }

  /// The verifier key of a log.
  @GET
  @Path("/{log}/vkey")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getVerifierKeyOfLog", summary = "The verifier key of a log")
  @APIResponse(responseCode = "200", description = "name+id+key")
  @APIResponse(responseCode = "404", description = "There is no such log")
  public Response vkey(@PathParam("log") String log) {
    Entries.requireKnown(ledger, log);
    return vkey();
  }

  /// Every key of the log, oldest first, with what made it so.
  @GET
  @Path("/keys")
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getKeys", summary = "Every key that signs or signed the checkpoints")
  @APIResponse(responseCode = "200", description = "keys, each with the entry that names it")
  public Response keys() {
    return Response.ok(KeyList.of(ledger.keys().history()).bytes().toArray()).build();
  }

  /// Every key of a log.
  @GET
  @Path("/{log}/keys")
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getKeysOfLog", summary = "Every key of a log")
  @APIResponse(responseCode = "200", description = "keys, each with the entry that names it")
  @APIResponse(responseCode = "404", description = "There is no such log")
  public Response keys(@PathParam("log") String log) {
    Entries.requireKnown(ledger, log);
    return keys();
  }

  private static Response answer(Optional<SignedNote> newest) {
    SignedNote note =
        newest.orElseThrow(() -> Entries.notYetPublished("There is no checkpoint yet."));
    return Entries.text(note.render()).header(HttpHeaders.CACHE_CONTROL, Entries.BRIEFLY).build();
  }
}
