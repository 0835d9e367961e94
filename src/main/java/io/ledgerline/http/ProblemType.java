package io.ledgerline.http;

import java.net.URI;
import java.util.Locale;

/// Every way in which a request can fail. Each is documented in `docs/reference/problems.md`.
///
/// Names are for ever: clients compare the URI.
public enum ProblemType {
  /// The request line, a header or a query parameter makes no sense.
  MALFORMED_REQUEST(400, "The request makes no sense"),
  /// The body is no JSON.
  MALFORMED_JSON(400, "The body is not JSON"),
  /// The body does not unpack.
  MALFORMED_COMPRESSION(400, "The body does not unpack"),
  /// The text is no SPARQL.
  MALFORMED_QUERY(400, "The query is not SPARQL"),
  /// The text is a SPARQL update, and nothing is changed here.
  UPDATE_REFUSED(400, "Nothing is changed by SPARQL here"),
  /// The query uses what is not allowed here.
  QUERY_REFUSED(400, "The query uses what is not allowed here"),
  /// No key, or not one that this service knows.
  UNAUTHENTICATED(401, "A valid API key is needed"),
  /// The key is known, and does not permit this.
  FORBIDDEN(403, "The API key does not permit this"),
  /// No key that is known of a log signed its checkpoint.
  UNTRUSTED_CHECKPOINT(403, "The checkpoint is not signed by its log"),
  /// There is nothing at this address.
  NOT_FOUND(404, "There is nothing here"),
  /// There is something at this address, but not for this method.
  METHOD_NOT_ALLOWED(405, "The method is not for this address"),
  /// Marquez lets a client change this, and a ledger does not.
  READ_ONLY(405, "A ledger does not change what was said"),
  /// It cannot be given in a form that the client reads.
  NOT_ACCEPTABLE(406, "There is no such form of it"),
  /// The same identity was recorded with other content.
  CONTRADICTION(409, "Other content is on record under this identity"),
  /// The entry, or what is asked to be erased of it, is under a legal hold.
  HELD(409, "A legal hold refuses this"),
  /// The idempotency key was used for another request.
  KEY_REUSED(409, "The idempotency key belongs to another request"),
  /// The payload, or a part of it, was erased.
  ERASED(410, "It was erased"),
  /// The entry is of a segment that is no longer in the database.
  DETACHED(410, "It is kept in an archive"),
  /// The body is larger than the limit.
  TOO_LARGE(413, "The body is too large"),
  /// The text of a query is larger than the limit, or nested too deeply.
  QUERY_TOO_LARGE(413, "The query is too large"),
  /// Not a content type that this address reads.
  UNSUPPORTED_MEDIA_TYPE(415, "The content type is not read here"),
  /// Not a content coding that this service unpacks.
  UNSUPPORTED_ENCODING(415, "The content encoding is not read here"),
  /// The body is JSON, and no event.
  INVALID_EVENT(422, "The event is not valid"),
  /// The request names what is not there, or leaves out what is needed.
  INVALID_REQUEST(422, "The request is not valid"),
  /// At least one element of a batch was refused for good; the others are on record.
  BATCH_REFUSED_IN_PART(422, "Elements of the batch were refused"),
  /// A checkpoint does not continue what its log signed before, or the proof does not show it.
  INCONSISTENT_CHECKPOINT(422, "The checkpoint does not continue what was seen"),
  /// The answer has more rows than the limit.
  TOO_MANY_ROWS(422, "The answer has too many rows"),
  /// The query is nested too deeply to be run.
  QUERY_TOO_DEEP(422, "The query is nested too deeply"),
  /// The query would keep more in memory than it may.
  QUERY_HOLDS_TOO_MUCH(422, "The query would keep too much in memory"),
  /// A document would rest on more than it can lay out.
  EXPORT_TOO_LARGE(422, "The document would be too large"),
  /// A defect of ours.
  INTERNAL(500, "The service failed"),
  /// There is no room at the moment, or the database does not answer.
  OVERLOADED(503, "The service cannot take this now"),
  /// An operator ended the query.
  QUERY_STOPPED(503, "The query was ended"),
  /// The query ran longer than the limit.
  QUERY_TIMED_OUT(503, "The query took too long"),
  /// No checkpoint covers the entry yet, or the graph has not followed the ledger so far.
  NOT_YET_PUBLISHED(503, "This is not published yet, or not in the graph");

  /// What the URI of every problem starts with.
  public static final String BASE = "https://w3id.org/ledgerline/problems/";

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// What a client compares, and a person looks up.
  public URI uri() {
    return URI.create(BASE + slug());
  }

  /// The last part of the URI.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The same few words each time.
  public String title() {
    return title;
  }
}
