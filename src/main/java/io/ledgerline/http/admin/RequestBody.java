package io.ledgerline.http.admin;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.event.Violation;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the requests of an administrator have in common.
final class RequestBody {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final int KEY_LENGTH_MAX = 200;

  private RequestBody() {}

  /// The object that a body is.
  ///
  /// @throws ProblemException 400 if it is none
  static JsonObject object(byte @Nullable [] body) {
    try {
      byte[] bytes = body == null ? new byte[0] : body;
      if (StrictJsonReader.read(Bytes.owned(bytes), JsonLimits.OWN_RECORDS)
          instanceof JsonObject object) {
        return object;
      }
      throw new ProblemException(ProblemType.MALFORMED_JSON, "The body is a JSON object.");
    } catch (MalformedJsonException malformed) {
      throw new ProblemException(
          Problem.of(ProblemType.MALFORMED_JSON, malformed.getMessage() + ".")
              .with("offset", malformed.offset()));
    }
  }

  /// The key by which a repetition is known.
  ///
  /// @throws ProblemException 400 if there is none
  static String idempotencyKey(@Nullable String header) {
    if (header == null || header.isBlank() || header.length() > KEY_LENGTH_MAX) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          "Send Idempotency-Key: 1 to "
              + KEY_LENGTH_MAX
              + " characters, the same ones when the same request is sent again.");
    }
    return header;
  }

  static ProblemException invalid(List<Violation> violations) {
    return new ProblemException(
        Problem.of(
                ProblemType.INVALID_REQUEST,
                violations.size() == 1
                    ? "One thing is wrong with it. Nothing was done."
                    : violations.size() + " things are wrong with it. Nothing was done.")
            .withViolations(violations));
  }

  static Response.ResponseBuilder answer(int status, JsonObject body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(CanonicalJson.of(body).bytes().toArray());
  }
}
