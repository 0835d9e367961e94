package io.ledgerline.http;

import io.ledgerline.access.Permission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// What a person finds who opens the service's address: where to go on.
@Path("/")
public class IndexResource {

  private static final Index INDEX =
      new Index("ledgerline", "/q/openapi", "/q/health", "/log/checkpoint", "/log/vkey", "/sparql");

  IndexResource() {}

  /// Addresses below this one.
  ///
  /// @param service what this is
  /// @param openapi the description of everything that it answers
  record Index(
      String service,
      String openapi,
      String health,
      String checkpoint,
      String vkey,
      String sparql) {}

  /// The index.
  @GET
  @Requires(Permission.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getIndex", summary = "Where to go on from here")
  @APIResponse(
      responseCode = "200",
      description = "Addresses, the one of this description among them")
  public Index index() {
    return INDEX;
  }
}
