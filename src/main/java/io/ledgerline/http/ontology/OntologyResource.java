package io.ledgerline.http.ontology;

import io.ledgerline.graph.ontology.JsonLdContext;
import io.ledgerline.graph.ontology.Ontology;
import io.ledgerline.http.NeedsNoKey;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The vocabulary of the lineage graph. `?format=` with `ttl`, `html`, `jsonld`, `nt` or `rdfxml`
/// beats `Accept`, because a link cannot say what it accepts.
@Path("/ontology")
@Blocking
public class OntologyResource {

  private static final String CACHE = "public, max-age=3600";

  /// The page has a style sheet of its own and nothing else.
  private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  OntologyResource() {}

  /// The terms.
  @GET
  @NeedsNoKey
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "getOntology",
      summary = "The vocabulary of the graph",
      description = "A page for people, or Turtle, JSON-LD, N-Triples, RDF/XML.")
  @APIResponse(responseCode = "200", description = "Every term with its meaning and an example")
  @APIResponse(responseCode = "406", description = "No such form")
  public Response terms(@QueryParam("format") @Nullable String format, @Context Request request) {
    return answer(
        Ontology::vocabulary, List.of(OntologyForm.values()), Optional.ofNullable(format), request);
  }

  /// The terms beside those of other vocabularies.
  @GET
  @Path("/alignments")
  @NeedsNoKey
  @Produces(MediaType.WILDCARD)
  @Operation(operationId = "getAlignments", summary = "The vocabulary beside those of others")
  @APIResponse(responseCode = "200", description = "SKOS matches")
  @APIResponse(responseCode = "406", description = "No such form")
  public Response alignments(
      @QueryParam("format") @Nullable String format, @Context Request request) {
    return answer(Ontology::alignments, OntologyForm.ofRdf(), Optional.ofNullable(format), request);
  }

  /// What nodes of the graph look like.
  @GET
  @Path("/shapes")
  @NeedsNoKey
  @Produces(MediaType.WILDCARD)
  @Operation(operationId = "getShapes", summary = "What the nodes of the graph look like, in SHACL")
  @APIResponse(responseCode = "200", description = "SHACL shapes")
  @APIResponse(responseCode = "406", description = "No such form")
  public Response shapes(@QueryParam("format") @Nullable String format, @Context Request request) {
    return answer(Ontology::shapes, OntologyForm.ofRdf(), Optional.ofNullable(format), request);
  }

  /// Short names for the terms.
  @GET
  @Path("/context.jsonld")
  @NeedsNoKey
  @Produces("application/ld+json")
  @Operation(operationId = "getJsonLdContext", summary = "Short names for JSON-LD")
  @APIResponse(responseCode = "200", description = "An object with @context alone")
  public Response context() {
    return Response.ok(JsonLdContext.of(Ontology.vocabulary().terms(Ontology.alignments())))
        .header(HttpHeaders.CACHE_CONTROL, CACHE)
        .build();
  }

  private static Response answer(
      Supplier<Ontology> file,
      List<OntologyForm> offered,
      Optional<String> format,
      Request request) {
    OntologyForm form =
        format
            .map(name -> OntologyForm.named(name, offered))
            .orElseGet(() -> accepted(offered, request))
            .orElseThrow(NotAcceptableException::new);
    Response.ResponseBuilder answer =
        Response.ok(form.of(file.get()), form.type())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
            .header(HttpHeaders.CACHE_CONTROL, CACHE)
            .header("X-Content-Type-Options", "nosniff");
    return form == OntologyForm.HTML
        ? answer.header("Content-Security-Policy", PAGE_POLICY).build()
        : answer.build();
  }

  private static Optional<OntologyForm> accepted(List<OntologyForm> offered, Request request) {
    Variant chosen =
        request.selectVariant(
            Arrays.asList(
                offered.stream()
                    .map(form -> new Variant(form.type(), (String) null, null))
                    .toArray(Variant[]::new)));
    return offered.stream()
        .filter(form -> chosen != null && form.type().equals(chosen.getMediaType()))
        .findFirst();
  }
}
