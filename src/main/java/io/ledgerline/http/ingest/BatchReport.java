package io.ledgerline.http.ingest;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Violation;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemType;
import io.ledgerline.intake.BatchOutcome;
import io.ledgerline.intake.Outcome;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The answer to a batch of OpenLineage events, in the shape of OpenLineage's API: how many of them
/// are on record, and why each other is not.
final class BatchReport {

  private static final int OK = 200;

  private BatchReport() {}

  /// The answer.
  ///
  /// @param withItems whether each element gets what it would have got by itself, too
  static Response response(BatchOutcome batch, boolean withItems) {
    return switch (batch) {
      case BatchOutcome.Taken(var outcomes) -> report(outcomes, withItems);
      case BatchOutcome.NoBatch(var reason) ->
          Problem.of(ProblemType.MALFORMED_REQUEST, "It is no batch: " + reason + ".").toResponse();
      case BatchOutcome.TooMany(var eventsMax) ->
          Problem.of(ProblemType.TOO_LARGE, "A batch has at most " + eventsMax + " events.")
              .with("events_max", eventsMax)
              .toResponse();
      case BatchOutcome.Refused(var outcome) -> Outcomes.response(outcome);
    };
  }

  private static Response report(List<Outcome> outcomes, boolean withItems) {
    List<JsonValue> failed = new ArrayList<>();
    Optional<Duration> retryAfter = Optional.empty();
    int retriable = 0;
    for (int index = 0; index < outcomes.size(); index++) {
      Outcome outcome = outcomes.get(index);
      boolean isBusy = outcome instanceof Outcome.Overloaded;
      if (outcome instanceof Outcome.Overloaded(Duration delay)) {
        retriable++;
        retryAfter =
            retryAfter.filter(known -> known.compareTo(delay) > 0).or(() -> Optional.of(delay));
      }
      Optional<Problem> problem = Outcomes.problem(outcome);
      if (problem.isPresent()) {
        failed.add(failure(index, reason(outcome, problem.get()), isBusy));
      }
    }
    int successful = outcomes.size() - failed.size();
    Map<String, JsonValue> report = new LinkedHashMap<>();
    report.put("status", JsonString.of(failed.isEmpty() ? "success" : "partial_success"));
    report.put(
        "summary",
        JsonObject.of(
            Map.of(
                "received", JsonNumber.of(outcomes.size()),
                "successful", JsonNumber.of(successful),
                "failed", JsonNumber.of(failed.size()),
                "retriable", JsonNumber.of(retriable),
                "non_retriable", JsonNumber.of(failed.size() - retriable))));
    report.put("failed_events", JsonArray.of(failed));
    if (withItems) {
      report.put("items", JsonArray.of(outcomes.stream().map(Outcomes::item).toList()));
    }
    if (retriable > 0 && retriable == outcomes.size()) {
      return nothing(retryAfter.orElseThrow());
    }
    return Response.status(OK)
        .type(MediaType.APPLICATION_JSON)
        .entity(CanonicalJson.of(JsonObject.of(report)).bytes().toArray())
        .build();
  }

  private static Response nothing(Duration retryAfter) {
    return Problem.of(
            ProblemType.OVERLOADED,
            "Nothing of the batch was recorded, for want of room or of a database; send it again.")
        .retryAfter(retryAfter)
        .toResponse();
  }

  private static JsonValue failure(int index, String reason, boolean isRetriable) {
    return JsonObject.of(
        Map.of(
            "index", JsonNumber.of(index),
            "reason", JsonString.of(reason),
            "retriable", JsonBoolean.of(isRetriable)));
  }

  private static String reason(Outcome outcome, Problem problem) {
    return outcome instanceof Outcome.Invalid(List<Violation> violations)
        ? violations.stream()
            .map(violation -> (violation.pointer() + " " + violation.message()).strip())
            .collect(Collectors.joining("; "))
        : problem.detail();
  }
}
