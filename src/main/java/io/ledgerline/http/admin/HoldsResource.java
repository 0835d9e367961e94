package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.vault.hold.Holds;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Places, lists and lifts legal holds.
@Path("/api/v1/holds")
public class HoldsResource {

  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Holds holds;

  HoldsResource(Holds holds) {
    this.holds = holds;
  }

  /// Places a hold. It is in force from the moment at which it is kept, before its entry is there.
  @POST
  @Requires(Permission.ADMINISTER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "placeHold", summary = "Places a legal hold")
  @APIResponse(responseCode = "201", description = "In force, and an entry")
  @APIResponse(responseCode = "200", description = "It was placed under the same key before")
  @APIResponse(responseCode = "409", description = "The key belongs to another hold")
  @APIResponse(responseCode = "422", description = "Every violation is listed")
  @APIResponse(responseCode = "503", description = "In force, but no entry yet: send it again")
  public Uni<Response> place(
      @HeaderParam(RequestBody.IDEMPOTENCY_KEY) @Nullable String key, byte @Nullable [] body) {
    Holds.Wish wish = HoldBody.wish(RequestBody.idempotencyKey(key), RequestBody.object(body));
    return holds.place(wish).map(HoldsResource::answer);
  }

  /// Every hold, those in force first.
  @GET
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listHolds", summary = "Every legal hold")
  @APIResponse(responseCode = "200", description = "Those in force first")
  public Uni<Response> all() {
    return holds
        .all()
        .map(
            all ->
                RequestBody.answer(
                        OK,
                        JsonObject.of(
                            Map.of(
                                "holds", JsonArray.of(all.stream().map(HoldBody::json).toList()))))
                    .build());
  }

  /// Lifts a hold: from its entry on it refuses nothing.
  @POST
  @Path("/{hold}/lift")
  @Requires(Permission.ADMINISTER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "liftHold", summary = "Lifts a legal hold")
  @APIResponse(responseCode = "200", description = "Lifted, now or before")
  @APIResponse(responseCode = "404", description = "There is no such hold")
  @APIResponse(responseCode = "422", description = "Nobody is named")
  public Uni<Response> lift(@PathParam("hold") String hold, byte @Nullable [] body) {
    return holds
        .lift(ErasuresResource.uuid(hold), HoldBody.authorisedBy(RequestBody.object(body)))
        .map(HoldsResource::answer);
  }

  private static Response answer(Holds.Outcome outcome) {
    return switch (outcome) {
      case Holds.Outcome.Placed(var hold, var isNew) ->
          RequestBody.answer(isNew ? CREATED : OK, HoldBody.json(hold)).build();
      case Holds.Outcome.Lifted(var id, var entry) ->
          RequestBody.answer(
                  OK,
                  JsonObject.of(
                      Map.of(
                          "hold", JsonString.of(id.toString()), "lifted_by", JsonNumber.of(entry))))
              .build();
      case Holds.Outcome.KeyReused() -> throw ErasuresResource.keyReused();
      case Holds.Outcome.Unknown() -> throw ErasuresResource.notThere();
      case Holds.Outcome.NotYet(var retryAfter) ->
          throw new ProblemException(
              Problem.of(
                      ProblemType.OVERLOADED,
                      "The hold is in force, and its entry could not be written; send it again.")
                  .retryAfter(retryAfter));
    };
  }
}
