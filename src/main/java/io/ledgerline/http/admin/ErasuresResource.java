package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.vault.erasure.ErasureOrder;
import io.ledgerline.vault.erasure.ErasureOutcome;
import io.ledgerline.vault.erasure.ErasureRequest;
import io.ledgerline.vault.erasure.Erasures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Erases parts of payloads, or whole ones. Every proof stays valid.
@Path("/api/v1/erasures")
public class ErasuresResource {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Erasures erasures;

  ErasuresResource(Erasures erasures) {
    this.erasures = erasures;
  }

  /// Erases units of entries, or what names a data subject. Answers when the erasure entries are
  /// durable, and with them the deletion; with 202 when that takes longer, and goes on by itself.
  @POST
  @Requires(Permission.ADMINISTER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "erase", summary = "Erases units of entries")
  @APIResponse(responseCode = "201", description = "Erased; the erasure entries are named")
  @APIResponse(responseCode = "200", description = "It was erased under the same key before")
  @APIResponse(responseCode = "202", description = "Accepted; it is carried out until done")
  @APIResponse(responseCode = "400", description = "No JSON, or no Idempotency-Key")
  @APIResponse(responseCode = "409", description = "A hold refuses it, or the key was used")
  @APIResponse(responseCode = "422", description = "Every violation is listed; nothing was erased")
  public Uni<Response> erase(
      @HeaderParam(RequestBody.IDEMPOTENCY_KEY) @Nullable String key, byte @Nullable [] body) {
    ErasureOrder order =
        ErasureBody.order(RequestBody.idempotencyKey(key), RequestBody.object(body));
    return erasures.erase(order).map(ErasuresResource::answer);
  }

  /// How far a request is.
  @GET
  @Path("/{id}")
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getErasure", summary = "How far an erasure is")
  @APIResponse(responseCode = "200", description = "State and erasure entries")
  @APIResponse(responseCode = "404", description = "There is no such request")
  public Uni<Response> request(@PathParam("id") String id) {
    return erasures
        .request(uuid(id))
        .map(
            found ->
                RequestBody.answer(
                        OK, ErasureBody.json(found.orElseThrow(ErasuresResource::notThere)))
                    .build());
  }

  static UUID uuid(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw notThere();
    }
    return UUID.fromString(text);
  }

  static ProblemException notThere() {
    return new ProblemException(ProblemType.NOT_FOUND, "There is nothing of this id.");
  }

  private static Response answer(ErasureOutcome outcome) {
    return switch (outcome) {
      case ErasureOutcome.Accepted(var request, var isNew) -> answer(request, isNew);
      case ErasureOutcome.Invalid(var violations) -> throw RequestBody.invalid(violations);
      case ErasureOutcome.Refused(var holds) -> throw HoldBody.held(holds);
      case ErasureOutcome.KeyReused() -> throw keyReused();
    };
  }

  private static Response answer(ErasureRequest request, boolean isNew) {
    int status =
        switch (request.state()) {
          case OPEN -> ACCEPTED;
          case DONE -> isNew ? CREATED : OK;
          case REFUSED ->
              throw new ProblemException(
                  Problem.of(
                          ProblemType.HELD,
                          "Only a part was erased; the rest was refused: " + request.reason() + ".")
                      .with("erasure", ErasureBody.json(request)));
        };
    return RequestBody.answer(status, ErasureBody.json(request))
        .header(HttpHeaders.LOCATION, "/api/v1/erasures/" + request.id())
        .build();
  }

  static ProblemException keyReused() {
    return new ProblemException(
        ProblemType.KEY_REUSED, "Another request was sent with this Idempotency-Key.");
  }
}
