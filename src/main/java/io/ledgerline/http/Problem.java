package io.ledgerline.http;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An answer to a request that failed: RFC 9457, the one shape of the product.
///
/// @param type which way it failed
/// @param detail what happened this time, in a sentence for a person; no class name, no secret
/// @param members further members of the JSON object, by name
/// @param headers further headers of the response, by name
public record Problem(
    ProblemType type,
    String detail,
    SortedMap<String, JsonValue> members,
    SortedMap<String, String> headers) {

  /// The media type of the answer.
  public static final String MEDIA_TYPE = "application/problem+json";

  /// Copies members and headers.
  public Problem {
    members = new TreeMap<>(members);
    headers = new TreeMap<>(headers);
  }

  /// A problem with nothing but its detail.
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, new TreeMap<>(), new TreeMap<>());
  }

  /// The same with one more member.
  public Problem with(String name, JsonValue value) {
    SortedMap<String, JsonValue> more = new TreeMap<>(members);
    more.put(name, value);
    return new Problem(type, detail, more, headers);
  }

  /// The same with a number as one more member.
  public Problem with(String name, long value) {
    return with(name, JsonNumber.of(value));
  }

  /// The same with everything that is wrong, as the member `violations`.
  public Problem withViolations(Collection<Violation> violations) {
    return with("violations", json(violations));
  }

  /// The same with one more header.
  public Problem withHeader(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Problem(type, detail, members, more);
  }

  /// The same with the time after which the request may be repeated, in whole seconds, at least 1.
  public Problem retryAfter(Duration delay) {
    long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
    return withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }

  /// The body.
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new TreeMap<>(members);
    fields.put("type", JsonString.of(type.uri().toString()));
    fields.put("title", JsonString.of(type.title()));
    fields.put("status", JsonNumber.of(type.status()));
    fields.put("detail", JsonString.of(detail));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// The response.
  public Response toResponse() {
    Response.ResponseBuilder response =
        Response.status(type.status()).type(MEDIA_TYPE).entity(toJson().bytes().toArray());
    headers.forEach(response::header);
    return response.build();
  }

  /// A list of violations, or of warnings, as JSON.
  public static JsonArray json(Collection<Violation> violations) {
    return JsonArray.of(
        violations.stream()
            .map(
                violation ->
                    (JsonValue)
                        JsonObject.of(
                            Map.of(
                                "pointer", JsonString.of(violation.pointer()),
                                "message", JsonString.of(violation.message()))))
            .toList());
  }
}
