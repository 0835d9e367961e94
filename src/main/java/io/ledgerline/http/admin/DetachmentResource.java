package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.segment.Detaching;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Announces that a sealed segment is kept in an archive. Nothing goes by this: the owner of the
/// database takes the segment out.
@Path("/api/v1/segments/{number}/detachment")
public class DetachmentResource {

  private static final int OK = 200;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Detaching detaching;

  DetachmentResource(Detaching detaching) {
    this.detaching = detaching;
  }

  private record Wish(String archive, String authorisedBy) {}

  /// Announces it. The same archive once more is the same entry.
  @POST
  @Requires(Permission.ADMINISTER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "announceDetachment", summary = "Announces where a segment is kept")
  @APIResponse(responseCode = "200", description = "It is an entry, now or before")
  @APIResponse(responseCode = "404", description = "No such segment is sealed")
  @APIResponse(responseCode = "409", description = "A legal hold refuses it")
  @APIResponse(responseCode = "410", description = "It is detached already")
  @APIResponse(responseCode = "422", description = "It is not the oldest, or something is missing")
  public Uni<Response> announce(@PathParam("number") String number, byte @Nullable [] body) {
    long segment = StrictNumber.parse(number).orElseThrow(DetachmentResource::notSealed);
    Wish wish = wish(RequestBody.object(body));
    return detaching
        .announce(segment, Digest.parseHex(wish.archive()), wish.authorisedBy())
        .map(DetachmentResource::answer);
  }

  private static Wish wish(JsonObject body) {
    Inspection inspection = new Inspection();
    body.members().keySet().stream()
        .filter(name -> !name.equals("archive") && !name.equals("authorised_by"))
        .forEach(name -> inspection.violation("/" + name, "is not known"));
    Optional<String> archive =
        body.string("archive").filter(text -> DIGEST.matcher(text).matches());
    if (archive.isEmpty()) {
      inspection.violation(
          "/archive", "must be the SHA-256 of the manifest of an export, 64 lower-case hex digits");
    }
    String authorisedBy = HoldBody.word(inspection, body, "authorised_by");
    return switch (inspection.reading(new Wish(archive.orElse(""), authorisedBy))) {
      case Reading.Valid<Wish>(var wish, var _) -> wish;
      case Reading.Invalid<Wish>(var violations) -> throw RequestBody.invalid(violations);
    };
  }

  private static Response answer(Detaching.Outcome outcome) {
    return switch (outcome) {
      case Detaching.Outcome.Announced(var segment, var archive, var recordedBy) ->
          RequestBody.answer(
                  OK,
                  JsonObject.of(
                      Map.of(
                          "segment", JsonNumber.of(segment.number()),
                          "first", JsonNumber.of(segment.first()),
                          "last", JsonNumber.of(segment.last()),
                          "root", JsonString.of(segment.root().toHex()),
                          "archive", JsonString.of(archive.toHex()),
                          "recorded_by", JsonNumber.of(recordedBy))))
              .build();
      case Detaching.Outcome.Gone(var range) -> throw new DetachedException(range);
      case Detaching.Outcome.NotSealed _ -> throw notSealed();
      case Detaching.Outcome.NotOldest(var oldest) ->
          throw new ProblemException(
              Problem.of(
                      ProblemType.INVALID_REQUEST,
                      "Segment " + oldest + " is older and still there: it goes first.")
                  .with("oldest", oldest));
      case Detaching.Outcome.Held(var holds) -> throw held(holds);
      case Detaching.Outcome.NotYet(var retryAfter) ->
          throw new ProblemException(
              Problem.of(ProblemType.OVERLOADED, "The entry could not be written; send it again.")
                  .retryAfter(retryAfter));
    };
  }

  private static ProblemException held(List<UUID> holds) {
    List<JsonValue> ids =
        holds.stream().map(id -> (JsonValue) JsonString.of(id.toString())).toList();
    return new ProblemException(
        Problem.of(
                ProblemType.HELD,
                "The hold " + holds.getFirst() + " refuses it. Nothing was announced.")
            .with("holds_count", holds.size())
            .with("holds", JsonArray.of(ids)));
  }

  private static ProblemException notSealed() {
    return new ProblemException(ProblemType.NOT_FOUND, "No such segment is sealed.");
  }
}
