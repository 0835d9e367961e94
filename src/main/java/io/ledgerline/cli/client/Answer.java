package io.ledgerline.cli.client;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the service answered.
///
/// @param status the HTTP status
/// @param headers the headers, without regard to case
/// @param body the bytes
public record Answer(int status, HttpHeaders headers, Bytes body) {

  private static final JsonLimits LIMITS = new JsonLimits(256 << 20, 200);

  /// Whether the status is 2xx.
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /// The index of the last ledger entry that the graph had taken in when it answered; -1 if the
  /// answer does not say.
  public long position() {
    return headers.firstValueAsLong("X-Ledger-Position").orElse(-1L);
  }

  /// The body as JSON.
  ///
  /// @throws FailedStepException if it is none
  public JsonValue json() {
    try {
      return StrictJsonReader.read(body, LIMITS);
    } catch (MalformedJsonException malformed) {
      throw new FailedStepException("the service answered no JSON: " + malformed.getMessage());
    }
  }

  /// The body as a JSON object.
  ///
  /// @throws FailedStepException if it is none
  public JsonObject object() {
    if (json() instanceof JsonObject object) {
      return object;
    }
    throw new FailedStepException("the service answered no JSON object");
  }

  /// The elements that an answer to a batch has; none if it is no such answer.
  public List<JsonValue> items() {
    return problem().map(body -> body.array("items")).orElse(List.of());
  }

  /// The reason for a refusal in one line: title, detail and every violation of a problem report
  /// (RFC 9457), or the status alone; without a full stop, so that a sentence can go on after it.
  public String reason() {
    return problem().map(problem -> described(problem, status)).orElse("HTTP " + status);
  }

  /// The reason, and where a person looks if it is the key.
  public String reasonWithKey() {
    boolean isKey = status == 401 || status == 403;
    return isKey
        ? reason() + "; is it the key of this service? (--key, or LEDGERLINE_HOME of its home)"
        : reason();
  }

  private Optional<JsonObject> problem() {
    try {
      return StrictJsonReader.read(body, LIMITS) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJsonException noJson) {
      return Optional.empty();
    }
  }

  /// What a problem report says, in one line without a full stop.
  ///
  /// @param status what it came with
  public static String described(JsonObject problem, int status) {
    String title = problem.string("title").orElse("HTTP " + status);
    String detail = problem.string("detail").map(text -> ": " + text).orElse("");
    String violations =
        problem.array("violations").stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .map(
                violation ->
                    violation.string("pointer").orElse("")
                        + " "
                        + violation.string("message").orElse(""))
            .map(String::strip)
            .collect(Collectors.joining("; "));
    String words = (title + detail).replaceFirst("[.]$", "");
    return words + (violations.isEmpty() ? "" : " (" + violations + ")");
  }
}
