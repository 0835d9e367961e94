package io.ledgerline.http.documents;

import io.ledgerline.access.Permission;
import io.ledgerline.dossier.CardForm;
import io.ledgerline.dossier.Export;
import io.ledgerline.dossier.ModelDossier;
import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.Requires;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The documents of a model version. Names are percent-encoded: a slash in one is `%2F`.
///
/// A GET here records an entry when the document would say something that no kept one says; asked
/// again, it gives the same bytes and records nothing.
@Path("/api/v1/models/{namespace}/{name}/versions/{version}")
public class ModelResource {

  private static final MediaType MARKDOWN = new MediaType("text", "markdown", "utf-8");
  private static final String ZIP = "application/zip";
  private static final String ENTRY_HEADER = "X-Ledger-Entry";

  private final ModelDossier dossier;

  ModelResource(ModelDossier dossier) {
    this.dossier = dossier;
  }

  /// The model card, for people or for machines.
  @GET
  @Path("/card")
  @Requires(Permission.EXPORT)
  @Produces({"text/markdown", MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "getModelCard",
      summary = "The model card",
      description = "Hugging Face's form, or its JSON twin with value, state and entries.")
  @APIResponse(responseCode = "200", description = "The card; X-Ledger-Entry records its export")
  @APIResponse(responseCode = "404", description = "No record says that there is such a version")
  @APIResponse(responseCode = "406", description = "Neither Markdown nor JSON is accepted")
  @APIResponse(responseCode = "422", description = "It rests on more than a card can lay out")
  @APIResponse(responseCode = "503", description = "The graph has not yet followed the ledger")
  public Uni<Response> card(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("version") String version,
      @Context Request request) {
    Variant variant =
        request.selectVariant(
            Variant.mediaTypes(MARKDOWN, MediaType.APPLICATION_JSON_TYPE).build());
    if (variant == null) {
      throw new NotAcceptableException();
    }
    boolean json = variant.getMediaType().isCompatible(MediaType.APPLICATION_JSON_TYPE);
    return dossier
        .card(new ModelRef(namespace, name, version), json ? CardForm.JSON : CardForm.MARKDOWN)
        .map(export -> response(export, json ? MediaType.APPLICATION_JSON_TYPE : MARKDOWN));
  }

  /// The evidence bundle.
  @GET
  @Path("/evidence")
  @Requires(Permission.EXPORT)
  @Produces(ZIP)
  @Operation(
      operationId = "getModelEvidence",
      summary = "The evidence bundle",
      description = "What the model version rests on, with proofs; the verifier jar checks it.")
  @APIResponse(responseCode = "200", description = "The zip; X-Ledger-Entry records its export")
  @APIResponse(responseCode = "404", description = "No record says that there is such a version")
  @APIResponse(responseCode = "422", description = "It rests on more than a bundle can hold")
  @APIResponse(responseCode = "503", description = "The graph has not yet followed the ledger")
  public Uni<Response> evidence(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("version") String version) {
    return dossier
        .evidence(new ModelRef(namespace, name, version))
        .map(
            export -> {
              Response response = response(export, MediaType.valueOf(ZIP));
              response
                  .getHeaders()
                  .putSingle(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=evidence.zip");
              return response;
            });
  }

  private static Response response(Export export, MediaType mediaType) {
    return switch (export) {
      case Export.Written(var bytes, var digest, var entry) ->
          Response.ok(bytes.toArray(), mediaType)
              .tag(new EntityTag(digest.toHex()))
              .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
              .header(ENTRY_HEADER, entry)
              .build();
      case Export.Unknown() ->
          throw new ProblemException(
              ProblemType.NOT_FOUND, "No record says that there is such a model version.");
      case Export.NotYet(var retryAfter) ->
          throw new ProblemException(
              Problem.of(
                      ProblemType.NOT_YET_PUBLISHED,
                      "The graph has not yet followed the ledger, or the ledger has no room.")
                  .retryAfter(retryAfter));
      case Export.TooLarge(var detail) ->
          throw new ProblemException(ProblemType.EXPORT_TOO_LARGE, detail);
    };
  }
}
