package io.ledgerline.http;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.Outcome;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an [Outcome] of the intake is over HTTP: a receipt or a problem, never a 2xx for a refusal.
///
/// The body of a success is the receipt itself, byte for byte in its stored form, so that it can be
/// kept as a file. What is odd about an accepted event is in the header `Ledgerline-Warnings`.
public final class Outcomes {

  /// JSON in ASCII: a list of objects with `pointer` and `message`.
  public static final String WARNINGS_HEADER = "Ledgerline-Warnings";

  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int WARNINGS_CHARS_MAX = 4_000;

  private Outcomes() {}

  /// The answer to one event.
  public static Response response(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(Receipt receipt, List<Violation> warnings) ->
          accepted(receipt, warnings);
      case Outcome.Known(Receipt receipt) -> receipt(OK, receipt).build();
      case Outcome.Erased(long index, Leaf leaf) ->
          json(OK, index, CanonicalJson.of(erased(index, leaf))).build();
      case Outcome.Detached(long index) ->
          json(OK, index, CanonicalJson.of(detached(index))).build();
      case Outcome.Malformed _,
          Outcome.Invalid _,
          Outcome.TooLarge _,
          Outcome.Contradicted _,
          Outcome.Overloaded _ ->
          problem(outcome).orElseThrow().toResponse();
    };
  }

  /// The answer to a batch: 201 when everything is on record and something is new, 200 when all was
  /// known; else a problem, with one item an element all the same. What is on record stays so, and
  /// sending the whole batch again is harmless. A single outcome that is a problem is the answer
  /// itself: the batch as a whole was refused, or its one element.
  public static Response response(List<Outcome> outcomes) {
    if (outcomes.size() == 1 && problem(outcomes.getFirst()).isPresent()) {
      return response(outcomes.getFirst());
    }
    JsonArray items = JsonArray.of(outcomes.stream().map(Outcomes::item).toList());
    List<Problem> problems =
        outcomes.stream().map(Outcomes::problem).flatMap(Optional::stream).toList();
    Optional<Duration> retryAfter =
        outcomes.stream()
            .filter(Outcome.Overloaded.class::isInstance)
            .map(outcome -> ((Outcome.Overloaded) outcome).retryAfter())
            .max(Duration::compareTo);
    if (retryAfter.isPresent()) {
      return Problem.of(
              ProblemType.OVERLOADED,
              problems.size()
                  + " of "
                  + outcomes.size()
                  + " elements are not on record; send the batch again, what is on record stays one"
                  + " entry.")
          .with("items", items)
          .retryAfter(retryAfter.get())
          .toResponse();
    }
    if (!problems.isEmpty()) {
      return Problem.of(
              ProblemType.BATCH_REFUSED_IN_PART,
              problems.size()
                  + " of "
                  + outcomes.size()
                  + " elements were refused; the others are on record.")
          .with("items", items)
          .toResponse();
    }
    boolean isNew = outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance);
    return Response.status(isNew ? CREATED : OK)
        .type(MediaType.APPLICATION_JSON)
        .entity(CanonicalJson.of(JsonObject.of(Map.of("items", items))).bytes().toArray())
        .build();
  }

  /// One element of a batch: its `status`, and its receipt or problem.
  public static JsonValue item(Outcome outcome) {
    Map<String, JsonValue> item = new LinkedHashMap<>();
    switch (outcome) {
      case Outcome.Accepted(Receipt receipt, List<Violation> warnings) -> {
        item.put("status", JsonNumber.of(CREATED));
        item.put("receipt", receipt.toJson().object());
        if (!warnings.isEmpty()) {
          item.put("warnings", Problem.json(warnings));
        }
      }
      case Outcome.Known(Receipt receipt) -> {
        item.put("status", JsonNumber.of(OK));
        item.put("receipt", receipt.toJson().object());
      }
      case Outcome.Erased(long index, Leaf leaf) -> {
        item.put("status", JsonNumber.of(OK));
        item.put("known", erased(index, leaf));
      }
      case Outcome.Detached(long index) -> {
        item.put("status", JsonNumber.of(OK));
        item.put("known", detached(index));
      }
      case Outcome.Malformed _,
          Outcome.Invalid _,
          Outcome.TooLarge _,
          Outcome.Contradicted _,
          Outcome.Overloaded _ -> {
        Problem problem = problem(outcome).orElseThrow();
        item.put("status", JsonNumber.of(problem.type().status()));
        item.put("problem", problem.toJson().object());
      }
    }
    return JsonObject.of(item);
  }

  /// What is wrong; empty for what is on record.
  public static Optional<Problem> problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Known _, Outcome.Erased _, Outcome.Detached _ ->
          Optional.empty();
      case Outcome.Malformed(String reason, long offset) ->
          Optional.of(Problem.of(ProblemType.MALFORMED_JSON, reason + ".").with("offset", offset));
      case Outcome.Invalid(List<Violation> violations) ->
          Optional.of(
              Problem.of(
                      ProblemType.INVALID_EVENT,
                      violations.size() == 1
                          ? "One thing is wrong with it."
                          : violations.size() + " things are wrong with it.")
                  .withViolations(violations));
      case Outcome.TooLarge(long sizeBytesMax) -> Optional.of(tooLarge(sizeBytesMax));
      case Outcome.Contradicted(long index) ->
          Optional.of(
              Problem.of(
                      ProblemType.CONTRADICTION,
                      "Entry " + index + " has the same identity and other content.")
                  .with("index", index));
      case Outcome.Overloaded(Duration retryAfter) ->
          Optional.of(
              Problem.of(
                      ProblemType.OVERLOADED,
                      "It was not recorded, for want of room or of a database; send it again.")
                  .retryAfter(retryAfter));
    };
  }

  /// The problem of a body above the limit. It carries no `Retry-After`: some producers would send
  /// it again for ever.
  public static Problem tooLarge(long sizeBytesMax) {
    return Problem.of(
            ProblemType.TOO_LARGE, "A body has at most " + sizeBytesMax + " bytes, also unpacked.")
        .with("size_bytes_max", sizeBytesMax);
  }

  private static Response accepted(Receipt receipt, List<Violation> warnings) {
    Response.ResponseBuilder response = receipt(CREATED, receipt);
    if (!warnings.isEmpty()) {
      response.header(WARNINGS_HEADER, ascii(warnings));
    }
    return response.build();
  }

  private static Response.ResponseBuilder receipt(int status, Receipt receipt) {
    return json(status, receipt.index(), receipt.toJson());
  }

  private static Response.ResponseBuilder json(int status, long index, CanonicalJson body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        // Relative (RFC 9110 section 10.2.2): a proxy may serve it under another name.
        .header(HttpHeaders.LOCATION, "/api/v1/entries/" + index)
        .entity(body.bytes().toArray());
  }

  /// What stands in the place of a receipt where nothing opens the entry any more.
  private static JsonObject erased(long index, Leaf leaf) {
    return JsonObject.of(
        Map.of(
            "erased", JsonBoolean.of(true),
            "index", JsonNumber.of(index),
            "leaf", JsonString.of(leaf.json().toString()),
            "leaf_hash", JsonString.of(leaf.hash().toBase64())));
  }

  /// What stands in the place of a receipt where the entry is kept elsewhere.
  private static JsonObject detached(long index) {
    return JsonObject.of(Map.of("detached", JsonBoolean.of(true), "index", JsonNumber.of(index)));
  }

  /// As many warnings as a header can carry.
  private static String ascii(List<Violation> warnings) {
    List<Violation> told = new ArrayList<>(warnings);
    String text = text(told);
    while (text.length() > WARNINGS_CHARS_MAX && !told.isEmpty()) {
      told.removeLast();
      text = text(told);
    }
    return text;
  }

  private static String text(List<Violation> warnings) {
    String json = CanonicalJson.of(JsonObject.of(Map.of("w", Problem.json(warnings)))).toString();
    StringBuilder ascii = new StringBuilder();
    json.substring("{\"w\":".length(), json.length() - 1)
        .chars()
        .forEach(
            c -> {
              if (c < 0x7f) {
                ascii.append((char) c);
              } else {
                ascii.append(String.format("\\u%04x", c));
              }
            });
    return ascii.toString();
  }
}
