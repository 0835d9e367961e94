package io.ledgerline.http.ingest;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.http.Gate;
import io.ledgerline.http.Outcomes;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.ledgerline.intake.Intake;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Takes CloudEvents 1.0 in the three modes of its HTTP binding: structured, batched, binary.
///
/// The content type says which: a type that starts with `application/cloudevents` is structured or
/// batched; any other with a `ce-specversion` header is binary.
@Path("/api/v1/events")
public class EventsResource {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String FAMILY = "application/cloudevents";
  private static final String ATTRIBUTE = "ce-";

  private final Intake intake;
  private final Bodies bodies;

  EventsResource(Intake intake, Bodies bodies) {
    this.intake = intake;
    this.bodies = bodies;
  }

  /// Records one event, or each of a batch. Answers after the durable commit.
  @POST
  @Requires(Permission.RECORD)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "recordEvents",
      summary = "Records one CloudEvent, or a batch of them",
      description =
          "Structured (application/cloudevents+json), batched (application/cloudevents-batch+json)"
              + " or binary (ce- headers).")
  @APIResponse(responseCode = "201", description = "The receipt; for a batch, one item an element")
  @APIResponse(responseCode = "200", description = "Everything was on record already")
  @APIResponse(responseCode = "400", description = "No JSON, or broken gzip")
  @APIResponse(responseCode = "409", description = "Other content is on record under this identity")
  @APIResponse(responseCode = "413", description = "Too large")
  @APIResponse(responseCode = "422", description = "No event of a known type: every violation")
  @APIResponse(responseCode = "503", description = "Not recorded; send it again after Retry-After")
  public Uni<Response> record(
      @Context ContainerRequestContext context, @Context HttpServerRequest request) {
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    Caller caller = Gate.knownCaller(context);
    Sender sender = new Sender(caller, "cloudevents");
    Optional<Numbering> number;
    try {
      ContentTypes.requireUtf8(contentType);
      number = SequenceHeader.read(request);
    } catch (ProblemException unread) {
      return bodies.refuse(request, sender, unread);
    }
    String essence = ContentTypes.essence(contentType);
    if (essence.equals(STRUCTURED)) {
      return bodies
          .read(request, sender, body -> intake.cloudEvent(caller, number, body))
          .map(Outcomes::response);
    }
    if (essence.equals(BATCH)) {
      Sender ofBatch = new Sender(caller, "cloudevents-batch");
      return bodies
          .read(request, ofBatch, body -> intake.cloudEvents(caller, number, body))
          .map(Outcomes::response);
    }
    if (essence.startsWith(FAMILY) || request.getHeader(ATTRIBUTE + "specversion") == null) {
      return bodies.refuse(
          request,
          sender,
          new ProblemException(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "A CloudEvent comes as "
                  + STRUCTURED
                  + ", as "
                  + BATCH
                  + ", or with ce- headers, ce-specversion among them."));
    }
    List<Frame.Header> attributes = attributes(request);
    return bodies
        .read(request, sender, body -> intake.cloudEvent(caller, number, attributes, body))
        .map(Outcomes::response);
  }

  /// The headers that say something about the event, as received: a header's bytes are Latin-1 to
  /// the server.
  private static List<Frame.Header> attributes(HttpServerRequest request) {
    List<Frame.Header> attributes = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(ATTRIBUTE) || name.equals("content-type")) {
        byte[] value = header.getValue().getBytes(StandardCharsets.ISO_8859_1);
        attributes.add(new Frame.Header(name, Bytes.owned(value)));
      }
    }
    return attributes;
  }
}
