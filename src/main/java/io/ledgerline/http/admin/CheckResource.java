package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Scope;
import io.ledgerline.ledger.check.Verification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

/// Has everything that is stored hashed again. One run at a time; a client that leaves ends its
/// run.
@Path("/api/v1/check")
public class CheckResource {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final LedgerVerification verification;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  CheckResource(LedgerVerification verification) {
    this.verification = verification;
  }

  /// Rehashes payloads, leaves, chain, tree and checkpoints, and says what does not fit.
  ///
  /// @param payloads false for leaves, chain, tree and checkpoints alone
  @POST
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "checkLedger", summary = "Rehashes the whole ledger")
  @APIResponse(responseCode = "200", description = "The report: sound, or everything that is wrong")
  @APIResponse(responseCode = "401", description = "A key is needed")
  @APIResponse(responseCode = "503", description = "Another check is running")
  public Uni<Response> check(@QueryParam("payloads") @DefaultValue("true") boolean payloads) {
    return run(payloads, entries -> count -> {})
        .map(
            report ->
                Response.ok(json(report).bytes().toArray())
                    .type(MediaType.APPLICATION_JSON)
                    .build());
  }

  /// The same, and how far it is: one JSON object a line, the report last.
  @POST
  @Requires(Permission.ADMINISTER)
  @Produces(RestMediaType.APPLICATION_NDJSON)
  @Operation(operationId = "checkLedgerWithProgress", summary = "Rehashes, and tells how far it is")
  public Multi<Map<String, Object>> checkWithProgress(
      @QueryParam("payloads") @DefaultValue("true") boolean payloads) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Cancellable run =
                  run(payloads, entries -> new Pace(entries, line -> emitter.emit(line)))
                      .subscribe()
                      .with(
                          report -> {
                            emitter.emit(plain(json(report).object()));
                            emitter.complete();
                          },
                          emitter::fail);
              emitter.onTermination(run::cancel);
            },
            // A client that reads slowly misses lines, but not the last one.
            BackPressureStrategy.LATEST);
  }

  /// Tells how far a run is, not more often than a person can read.
  private static final class Pace implements LongConsumer {

    private static final long INTERVAL_NANOS = 500_000_000;

    private final long of;
    private final Consumer<Map<String, Object>> lines;
    private long next = System.nanoTime();

    Pace(long of, Consumer<Map<String, Object>> lines) {
      this.of = of;
      this.lines = lines;
    }

    @Override
    public synchronized void accept(long entries) {
      if (System.nanoTime() - next >= 0) {
        next = System.nanoTime() + INTERVAL_NANOS;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("entries", entries);
        line.put("of", of);
        lines.accept(line);
      }
    }
  }

  private Uni<Verification> run(boolean payloads, LedgerVerification.Progress progress) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!isRunning.compareAndSet(false, true)) {
                throw new ProblemException(
                    Problem.of(ProblemType.OVERLOADED, "Another check is running.")
                        .retryAfter(RETRY_AFTER));
              }
              return verification
                  .run(payloads ? Scope.EVERYTHING : Scope.LEAVES, progress)
                  .map(LedgerVerification.Report::verification)
                  .onTermination()
                  .invoke(() -> isRunning.set(false));
            });
  }

  /// An object as the writer of streams takes it.
  private static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object.members().forEach((name, value) -> members.put(name, plain(value)));
    return members;
  }

  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonObject object -> plain(object);
      case JsonArray array -> array.elements().stream().map(CheckResource::plain).toList();
      case JsonString string -> string.value();
      case JsonNumber number -> number.integer().orElseThrow();
      case JsonBoolean truth -> truth.value();
      case JsonNull _ -> "";
    };
  }

  private static CanonicalJson json(Verification result) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    switch (result) {
      case Verification.Sound(var entries, var checkpoints, var root) -> {
        fields.put("sound", JsonBoolean.of(true));
        fields.put("entries", JsonNumber.of(entries));
        fields.put("checkpoints", JsonNumber.of(checkpoints));
        fields.put("root", JsonString.of(root.toBase64()));
      }
      case Verification.Unsound(var entries, var checkpoints, var findings, var findingsCount) -> {
        fields.put("sound", JsonBoolean.of(false));
        fields.put("entries", JsonNumber.of(entries));
        fields.put("checkpoints", JsonNumber.of(checkpoints));
        fields.put("findings_count", JsonNumber.of(findingsCount));
        fields.put("findings", JsonArray.of(findings.stream().map(CheckResource::json).toList()));
      }
    }
    return CanonicalJson.of(JsonObject.of(fields));
  }

  private static JsonValue json(Finding finding) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    finding.index().ifPresent(index -> fields.put("index", JsonNumber.of(index)));
    fields.put("what", JsonString.of(finding.what()));
    return JsonObject.of(fields);
  }
}
