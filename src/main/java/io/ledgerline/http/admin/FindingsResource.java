package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.FindingFilter;
import io.ledgerline.assurance.FindingRow;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.ledger.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What did not hold: findings, open and closed.
@Path("/api/v1/findings")
public class FindingsResource {

  private static final int COUNT_DEFAULT = 100;
  private static final int COUNT_MAX = 1_000;

  private final Ledger ledger;
  private final AssuranceStore store;

  FindingsResource(Ledger ledger, AssuranceStore store) {
    this.ledger = ledger;
    this.store = store;
  }

  /// Findings, newest first.
  ///
  /// @param producer the first name of the subject: of a producer its key, of a dataset its
  ///   namespace
  /// @param before only those of entries before this one, as `next` of the page before says
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listFindings",
      summary = "What did not hold, newest first",
      description = "open is true or false; before is the next of the page before.")
  @APIResponse(responseCode = "200", description = "Findings, and next if there may be more")
  @APIResponse(responseCode = "400", description = "A parameter makes no sense")
  public Uni<Response> list(
      @QueryParam("open") @Nullable String open,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("producer") @Nullable String producer,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @Nullable String limit) {
    int count = StrictNumber.parameter("limit", limit, COUNT_DEFAULT, 1, COUNT_MAX);
    FindingFilter filter =
        new FindingFilter(
            Optional.ofNullable(open).map(FindingsResource::truth),
            Optional.ofNullable(kind),
            Optional.ofNullable(producer),
            before == null ? Long.MAX_VALUE : index(before),
            count);
    return store.findings(ledger.genesis().log(), filter).map(found -> answer(page(found, count)));
  }

  /// One finding, by the entry that opens it.
  @GET
  @Path("/{entry}")
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getFinding", summary = "A finding")
  @APIResponse(responseCode = "200", description = "The finding")
  @APIResponse(responseCode = "404", description = "No entry of this index opens a finding")
  public Uni<Response> finding(@PathParam("entry") String entry) {
    long index = StrictNumber.parse(entry).orElseThrow(FindingsResource::notThere);
    return store
        .finding(ledger.genesis().log(), index)
        .map(found -> answer(json(found.orElseThrow(FindingsResource::notThere))));
  }

  private static ProblemException notThere() {
    return new ProblemException(
        ProblemType.NOT_FOUND, "No entry of this index opens a finding, as far as was read.");
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new ProblemException(ProblemType.MALFORMED_REQUEST, "open is true or false.");
    }
    return text.equals("true");
  }

  private static long index(String text) {
    return StrictNumber.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "before is the index of an entry."));
  }

  private static JsonObject page(List<FindingRow> rows, int count) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("findings", JsonArray.of(rows.stream().map(FindingsResource::json).toList()));
    if (rows.size() == count) {
      fields.put("next", JsonNumber.of(rows.getLast().entry()));
    }
    return JsonObject.of(fields);
  }

  private static JsonObject json(FindingRow row) {
    JsonObject record = row.finding().toJson().object();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("entry", JsonNumber.of(row.entry()));
    fields.put("opened_at", JsonString.of(row.openedAt().toString()));
    fields.put("state", JsonString.of(row.closedBy().isPresent() ? "closed" : "open"));
    for (String name : List.of("kind", "subject", "facts", "details", "entries")) {
      fields.put(name, record.get(name).orElseThrow());
    }
    row.closedBy().ifPresent(index -> fields.put("closed_by", JsonNumber.of(index)));
    row.closedAt().ifPresent(at -> fields.put("closed_at", JsonString.of(at.toString())));
    return JsonObject.of(fields);
  }

  private static Response answer(JsonObject json) {
    return Response.ok(CanonicalJson.of(json).bytes().toArray())
        .type(MediaType.APPLICATION_JSON)
        .build();
  }
}
