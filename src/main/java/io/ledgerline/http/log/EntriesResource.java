package io.ledgerline.http.log;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.projection.Projector;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Entries by their index: the leaf, what was sent, the proof.
@Path("/api/v1/entries/{index}")
public class EntriesResource {

  /// How a client learns of a retraction whose body has no place for it: the entries that retract.
  private static final String RETRACTED_BY = "Ledgerline-Retracted-By";

  private final Ledger ledger;
  private final Projector projector;

  EntriesResource(Ledger ledger, Projector projector) {
    this.ledger = ledger;
    this.projector = projector;
  }

  /// The entry: its leaf as the text that is hashed, its hashes, and which units it has; and who
  /// retracts it, if somebody does.
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getEntry", summary = "An entry")
  @APIResponse(responseCode = "200", description = "Leaf and hashes")
  @APIResponse(responseCode = "404", description = "There is no such entry")
  public Uni<Response> entry(@PathParam("index") String index) {
    return ledger
        .entry(Entries.index(index))
        .map(found -> found.orElseThrow(Entries::notThere))
        .chain(entry -> content(entry.index()).map(content -> answer(entry, content)));
  }

  /// The units of an entry; empty where its payload cannot be read, which is no reason to say
  /// nothing of its leaf.
  private Uni<Optional<PayloadEntry.Content>> content(long index) {
    return ledger
        .payload(index)
        .map(found -> found.map(PayloadEntry::content))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private Response answer(StoredEntry entry, Optional<PayloadEntry.Content> content) {
    return Response.ok(
            Entries.json(
                    ledger.genesis().log(),
                    entry,
                    content,
                    projector.retractions().saying(entry.index()))
                .bytes()
                .toArray())
        .type(MediaType.APPLICATION_JSON)
        .build();
  }

  /// The accepted bytes, under the media type that they were sent with.
  @GET
  @Path("/payload")
  @Requires(Permission.READ)
  @Operation(operationId = "getPayload", summary = "The accepted bytes of an entry")
  @APIResponse(responseCode = "200", description = "The bytes, secrets replaced")
  @APIResponse(responseCode = "404", description = "There is no such entry")
  @APIResponse(responseCode = "410", description = "A part of it, or all, was erased")
  public Uni<Response> payload(@PathParam("index") String index) {
    return ledger
        .payload(Entries.index(index))
        .map(found -> answer(found.orElseThrow(Entries::notThere)));
  }

  private Response answer(PayloadEntry entry) {
    String retractedBy =
        projector.retractions().of(entry.entry().index()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return switch (entry.content()) {
      case PayloadEntry.Whole(var payload) ->
          Response.ok(payload.accepted().toArray())
              .type(payload.mediaType())
              .header("X-Content-Type-Options", "nosniff")
              .header(RETRACTED_BY, retractedBy.isEmpty() ? null : retractedBy)
              .build();
      case PayloadEntry.Remains remains -> throw Entries.erased(entry.entry().index(), remains);
    };
  }

  /// The `tlog-proof` of the entry against the newest checkpoint.
  @GET
  @Path("/proof")
  @Requires(Permission.READ)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "getProof", summary = "The tlog-proof of an entry")
  @APIResponse(responseCode = "200", description = "The proof, with the checkpoint")
  @APIResponse(responseCode = "404", description = "There is no such entry")
  @APIResponse(responseCode = "503", description = "No checkpoint covers it yet")
  public Uni<Response> proof(@PathParam("index") String index) {
    long wanted = Entries.index(index);
    return ledger
        .published()
        .proof(wanted)
        .call(found -> found.isPresent() ? Uni.createFrom().voidItem() : required(wanted))
        .map(
            found -> {
              InclusionFile file =
                  found.orElseThrow(
                      () -> Entries.notYetPublished("Entry " + wanted + " is durable."));
              return Entries.text(file.render()).build();
            });
  }

  /// Another replica may have numbered it a moment ago.
  private Uni<Void> required(long wanted) {
    return ledger
        .sizeNow()
        .invoke(
            size -> {
              if (wanted >= size) {
                throw Entries.notThere();
              }
            })
        .replaceWithVoid();
  }
}
