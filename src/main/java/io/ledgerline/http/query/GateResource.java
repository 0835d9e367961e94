package io.ledgerline.http.query;

import io.ledgerline.access.Permission;
import io.ledgerline.assurance.gate.Gate;
import io.ledgerline.assurance.gate.GateAnswer;
import io.ledgerline.assurance.gate.ProposalEvidence;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Whether a pipeline may go on with a dataset, a deployment with a model version, and an agent
/// with what it proposed.
@Path("/api/v1/gate")
@Blocking
public class GateResource {

  private final Gate gate;

  GateResource(Gate gate) {
    this.gate = gate;
  }

  /// Pass or fail, with the reasons. Whatever is not known fails.
  ///
  /// @param dataset `namespace:name`
  /// @param model `namespace:name:version`
  /// @param proposal its `recordId`
  /// @param minSeq an entry that the answer takes into account, or fails
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "askGate",
      summary = "Whether to go on with a dataset, a model version or a proposal",
      description =
          "dataset is namespace:name, model is namespace:name:version, proposal is its recordId:"
              + " one of the three.")
  @APIResponse(responseCode = "200", description = "pass is true or false, with the reasons")
  @APIResponse(responseCode = "400", description = "None of the three, or several")
  public Response gate(
      @QueryParam("dataset") @Nullable String dataset,
      @QueryParam("model") @Nullable String model,
      @QueryParam("proposal") @Nullable String proposal,
      @QueryParam("min-seq") @Nullable String minSeq) {
    OptionalLong least = minSeq == null ? OptionalLong.empty() : OptionalLong.of(index(minSeq));
    if (Stream.of(dataset, model, proposal).filter(Objects::nonNull).count() == 1) {
      if (dataset != null) {
        return answer(gate.dataset(dataset, least));
      }
      if (model != null) {
        return answer(gate.model(model, least));
      }
      if (proposal != null) {
        return answer(gate.proposal(proposal, least));
      }
    }
    throw new ProblemException(
        ProblemType.MALFORMED_REQUEST,
        "One of dataset=namespace:name, model=namespace:name:version and proposal=recordId is"
            + " needed.");
  }

  private static long index(String text) {
    return StrictNumber.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "min-seq is a whole number from 0."));
  }

  private static Response answer(GateAnswer answer) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("pass", JsonBoolean.of(answer.isPass()));
    fields.put("subject", JsonString.of(answer.subject()));
    answer.iri().ifPresent(iri -> fields.put("iri", JsonString.of(iri)));
    fields.put("position", JsonNumber.of(answer.position()));
    fields.put("reasons", list(answer.reasons()));
    fields.put("remarks", list(answer.remarks()));
    answer.proposal().ifPresent(rests -> fields.put("proposal", proposal(rests)));
    return Response.ok(CanonicalJson.of(JsonObject.of(fields)).bytes().toArray())
        .type(MediaType.APPLICATION_JSON)
        .header(AsOf.POSITION, answer.position())
        .build();
  }

  private static JsonObject proposal(ProposalEvidence evidence) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("entry", JsonNumber.of(evidence.entry()));
    fields.put("digest", JsonString.of(evidence.digest()));
    fields.put("required", JsonNumber.of(evidence.required()));
    fields.put("expires", JsonString.of(evidence.expires().toString()));
    fields.put(
        "approvals",
        JsonArray.of(evidence.approvals().stream().map(GateResource::approval).toList()));
    return JsonObject.of(fields);
  }

  private static JsonObject approval(ProposalEvidence.Said said) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("entry", JsonNumber.of(said.entry()));
    fields.put("actor", JsonString.of(said.actor()));
    fields.put("verdict", JsonString.of(said.verdict()));
    fields.put("identity", JsonString.of(said.identity().label()));
    said.key().ifPresent(key -> fields.put("key", JsonString.of(key)));
    fields.put("counts", JsonBoolean.of(said.counts()));
    said.ignored().ifPresent(why -> fields.put("ignored", JsonString.of(why)));
    return JsonObject.of(fields);
  }

  private static JsonArray list(List<GateAnswer.Reason> reasons) {
    return JsonArray.of(
        reasons.stream()
            .map(
                reason -> {
                  Map<String, JsonValue> fields = new LinkedHashMap<>();
                  fields.put("code", JsonString.of(reason.code()));
                  fields.put("detail", JsonString.of(reason.detail()));
                  reason.entry().ifPresent(at -> fields.put("entry", JsonNumber.of(at)));
                  return JsonObject.of(fields);
                })
            .toList());
  }
}
