package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.Requires;
import io.ledgerline.vault.retention.Retention;
import io.ledgerline.vault.retention.RetentionReport;
import io.ledgerline.vault.retention.RetentionReport.OfClass;
import io.ledgerline.vault.retention.RetentionReport.Past;
import io.ledgerline.vault.retention.RetentionReport.Run;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/// What is kept past its limit, and the run that erases it.
@Path("/api/v1/retention")
public class RetentionResource {

  private static final Logger LOG = Logger.getLogger(RetentionResource.class);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Retention retention;

  RetentionResource(Retention retention) {
    this.retention = retention;
  }

  /// Of each class what is past its limit, with the holds that keep it.
  @GET
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getRetention", summary = "What is kept past its limit, and why")
  @APIResponse(responseCode = "200", description = "One object for each retention class")
  public Uni<Response> report() {
    return retention.report().map(report -> RequestBody.answer(OK, json(report)).build());
  }

  /// Begins a run now, unless one is at it.
  @POST
  @Path("/run")
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "runRetention", summary = "Erases what is past its limit")
  @APIResponse(responseCode = "202", description = "It runs; GET /api/v1/retention says how far")
  public Response run() {
    retention
        .run()
        .subscribe()
        .with(
            done -> LOG.infof("retention erased %d entries", done.entriesErased()),
            failure -> LOG.warn("retention broke off; the next run goes on", failure));
    return RequestBody.answer(ACCEPTED, json(retention.progress())).build();
  }

  /// Ends the current run of this replica after the page that it is at.
  @POST
  @Path("/stop")
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "stopRetention", summary = "Ends the current run")
  @APIResponse(responseCode = "202", description = "It ends after the page that it is at")
  public Response stop() {
    retention.stop();
    return RequestBody.answer(ACCEPTED, json(retention.progress())).build();
  }

  static JsonObject json(RetentionReport report) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("scheduled", JsonBoolean.of(report.interval().isPresent()));
    report.interval().ifPresent(every -> fields.put("interval", JsonString.of(every.toString())));
    fields.put(
        "classes", JsonArray.of(report.classes().stream().map(RetentionResource::json).toList()));
    fields.put("run", json(report.run()));
    return JsonObject.of(fields);
  }

  private static JsonObject json(OfClass ofClass) {
    long held = ofClass.past().stream().filter(past -> !past.holds().isEmpty()).count();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("retention_class", JsonString.of(ofClass.retentionClass()));
    fields.put("limit", JsonString.of(ofClass.limit().toString()));
    fields.put("cutoff", JsonString.of(ofClass.cutoff().toString()));
    fields.put("entries_before", JsonNumber.of(ofClass.before()));
    fields.put("held_count", JsonNumber.of(held));
    fields.put("due_count", JsonNumber.of(ofClass.past().size() - held));
    fields.put("has_more", JsonBoolean.of(ofClass.hasMore()));
    fields.put("past", JsonArray.of(ofClass.past().stream().map(RetentionResource::json).toList()));
    return JsonObject.of(fields);
  }

  private static JsonObject json(Past past) {
    return JsonObject.of(
        Map.of(
            "index", JsonNumber.of(past.index()),
            "why", JsonString.of(past.holds().isEmpty() ? "due" : "held"),
            "holds", JsonArray.of(past.holds().stream().map(HoldBody::json).toList())));
  }

  private static JsonObject json(Run run) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("running", JsonBoolean.of(run.isRunning()));
    fields.put("stopped", JsonBoolean.of(run.isStopped()));
    fields.put("entries_erased", JsonNumber.of(run.entriesErased()));
    fields.put("entries_held", JsonNumber.of(run.entriesHeld()));
    fields.put("refused_dropped", JsonNumber.of(run.refusedDropped()));
    fields.put("position", JsonNumber.of(run.position()));
    return JsonObject.of(fields);
  }
}
