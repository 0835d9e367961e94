package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.Problem;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.intake.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What known callers sent and the intake refused, with the reasons.
@Path("/api/v1/quarantine")
public class QuarantineResource {

  private static final int COUNT_DEFAULT = 20;
  private static final int COUNT_MAX = 100;
  private static final int BODY_BYTES_SHOWN = 64 << 10;

  private final Quarantine quarantine;

  QuarantineResource(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /// The newest refusals, newest first. Of a long body the beginning is shown.
  @GET
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listQuarantine", summary = "What was refused, newest first")
  @APIResponse(responseCode = "200", description = "Refusals with their reasons")
  @APIResponse(responseCode = "401", description = "A key is needed")
  public Uni<Response> newest(@QueryParam("limit") @Nullable String limit) {
    return quarantine
        .newest(StrictNumber.parameter("limit", limit, COUNT_DEFAULT, 1, COUNT_MAX))
        .map(QuarantineResource::json)
        .map(json -> Response.ok(json.bytes().toArray()).type(MediaType.APPLICATION_JSON).build());
  }

  private static CanonicalJson json(List<Refusal> refusals) {
    return CanonicalJson.of(
        JsonObject.of(
            Map.of(
                "refusals",
                JsonArray.of(refusals.stream().map(QuarantineResource::json).toList()))));
  }

  private static JsonValue json(Refusal refusal) {
    Bytes body = refusal.body();
    Bytes shown = body.slice(0, Math.min(body.size(), BODY_BYTES_SHOWN));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("at", JsonString.of(refusal.at().toString()));
    fields.put("producer", JsonString.of(refusal.producer()));
    fields.put("tenant", JsonString.of(refusal.tenant()));
    fields.put("door", JsonString.of(refusal.door()));
    fields.put("media_type", JsonString.of(refusal.mediaType()));
    fields.put("problem", JsonString.of(refusal.problem()));
    fields.put("violations", Problem.json(refusal.violations()));
    fields.put("size_bytes", JsonNumber.of(body.size()));
    fields.put("body", JsonString.of(shown.utf8()));
    fields.put("body_is_cut", JsonBoolean.of(shown.size() < body.size()));
    return JsonObject.of(fields);
  }
}
