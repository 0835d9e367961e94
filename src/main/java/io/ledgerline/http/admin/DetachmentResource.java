package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.LogId;
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
import java.util.Set;
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
  private static final Pattern LOG =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final String HEX = "must be a SHA-256, 64 lower-case hex digits";
  private static final Set<String> MEMBERS =
      Set.of("log", "root", "chain_hash", "archive", "erased_units", "authorised_by");

  private final Detaching detaching;

  DetachmentResource(Detaching detaching) {
    this.detaching = detaching;
  }

  /// What is still text.
  private record Sent(
      String log,
      String root,
      String chainHash,
      String archive,
      long erasedUnits,
      String authorisedBy) {

    Detaching.Wish of(long segment) {
      return new Detaching.Wish(
          segment,
          LogId.parse(log),
          Digest.parseHex(root),
          Digest.parseHex(chainHash),
          Digest.parseHex(archive),
          erasedUnits,
          authorisedBy);
    }
  }

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
  @APIResponse(responseCode = "422", description = "Another archive, not the oldest, or incomplete")
  public Uni<Response> announce(@PathParam("number") String number, byte @Nullable [] body) {
    long segment = StrictNumber.parse(number).orElseThrow(DetachmentResource::notSealed);
    Sent sent = sent(RequestBody.object(body));
    return detaching.announce(sent.of(segment)).map(DetachmentResource::answer);
  }

  private static Sent sent(JsonObject body) {
    Inspection inspection = new Inspection();
    body.members().keySet().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> inspection.violation("/" + name, "is not known"));
    Optional<Long> erasedUnits = body.integer("erased_units").filter(count -> count >= 0);
    if (erasedUnits.isEmpty()) {
      inspection.violation("/erased_units", "must be a whole number, at least 0");
    }
    Sent sent =
        new Sent(
            matching(inspection, body, "log", LOG, "must be the UUID of a log, in lower case"),
            matching(inspection, body, "root", DIGEST, HEX),
            matching(inspection, body, "chain_hash", DIGEST, HEX),
            matching(inspection, body, "archive", DIGEST, HEX),
            erasedUnits.orElse(0L),
            HoldBody.word(inspection, body, "authorised_by"));
    return switch (inspection.reading(sent)) {
      case Reading.Valid<Sent>(var valid, var _) -> valid;
      case Reading.Invalid<Sent>(var violations) -> throw RequestBody.invalid(violations);
    };
  }

  private static String matching(
      Inspection inspection, JsonObject body, String name, Pattern form, String what) {
    Optional<String> text = body.string(name).filter(value -> form.matcher(value).matches());
    if (text.isEmpty()) {
      inspection.violation("/" + name, what);
    }
    return text.orElse("");
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
      case Detaching.Outcome.Foreign _ ->
          throw new ProblemException(
              ProblemType.INVALID_REQUEST,
              "The archive is of another log, or not of this segment as it is sealed here.");
      case Detaching.Outcome.Outdated(var erased) ->
          throw new ProblemException(
              Problem.of(
                      ProblemType.INVALID_REQUEST,
                      "The archive does not lack exactly what is erased: export the segment anew,"
                          + " into another directory.")
                  .with("erased_units", erased));
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
