package io.ledgerline.http.admin;

import io.ledgerline.access.Permission;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.stream.BrokerException;
import io.ledgerline.stream.DeadLetterReplay;
import io.ledgerline.stream.Replayed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Takes what is on Kafka's dead-letter topic once more.
@Path("/api/v1/kafka/replay")
public class ReplayResource {

  private static final int COUNT_DEFAULT = 1_000;
  private static final int COUNT_MAX = 10_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final DeadLetterReplay replay;

  ReplayResource(DeadLetterReplay replay) {
    this.replay = replay;
  }

  /// Takes the next ones of those that are on the topic.
  @POST
  @Requires(Permission.ADMINISTER)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "replayDeadLetters",
      summary = "Takes what is on Kafka's dead-letter topic once more")
  @APIResponse(responseCode = "200", description = "What became of them, and how many are left")
  @APIResponse(responseCode = "401", description = "A key is needed")
  @APIResponse(responseCode = "404", description = "No broker is configured")
  @APIResponse(responseCode = "503", description = "The broker or the ledger does not answer")
  public Uni<Response> replay(@QueryParam("limit") @Nullable String limit) {
    if (!replay.isConfigured()) {
      throw new ProblemException(ProblemType.NOT_FOUND, "No broker is configured.");
    }
    return replay
        .run(StrictNumber.parameter("limit", limit, COUNT_DEFAULT, 1, COUNT_MAX))
        .onFailure(BrokerException.class)
        .transform(
            silent ->
                new ProblemException(
                    Problem.of(
                            ProblemType.OVERLOADED,
                            "It was not finished: " + silent.getMessage() + ".")
                        .retryAfter(RETRY_AFTER)))
        .map(
            replayed ->
                Response.ok(json(replayed).bytes().toArray())
                    .type(MediaType.APPLICATION_JSON)
                    .build());
  }

  private static CanonicalJson json(Replayed replayed) {
    return CanonicalJson.of(
        JsonObject.of(
            Map.of(
                "read", JsonNumber.of(replayed.read()),
                "recorded", JsonNumber.of(replayed.recorded()),
                "known", JsonNumber.of(replayed.known()),
                "refused", JsonNumber.of(replayed.refused()),
                "left", JsonNumber.of(replayed.left()))));
  }
}
