package io.ledgerline.http.query;

import io.ledgerline.projection.Projector;
import io.ledgerline.projection.RenewalStatus;
import io.ledgerline.projection.RenewalStatus.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Says in answers from the graph that other rules made it than those of this program, while
/// another is filled, and how far that is.
///
/// What is said is what was so when the request came: the answer itself may be of the other graph
/// already, never the other way round.
@ApplicationScoped
public class OtherRules {

  /// The header with the version of the rules.
  public static final String MAPPING = "X-Ledger-Mapping";

  private static final String SAID = "io.ledgerline.mapping";

  private final Projector projector;

  OtherRules(Projector projector) {
    this.projector = projector;
  }

  /// Looks what there is to say.
  @ServerRequestFilter(nonBlocking = true)
  public void look(ContainerRequestContext request) {
    int own = Projector.ownMappingVersion();
    int version = projector.mappingVersion().orElse(own);
    boolean areChosenOtherwise =
        projector.renewal().filter(status -> status.reason() == Reason.OTHER_RULES).isPresent();
    if (version != own || areChosenOtherwise) {
      request.setProperty(
          SAID,
          version + ";current=" + own + projector.renewal().map(OtherRules::progress).orElse(""));
    }
  }

  /// Says it, of an answer that is as of a position.
  @ServerResponseFilter
  public void say(ContainerRequestContext request, ContainerResponseContext response) {
    Object said = request.getProperty(SAID);
    if (said != null && response.getHeaders().containsKey(AsOf.POSITION)) {
      response.getHeaders().putSingle(MAPPING, said);
    }
  }

  private static String progress(RenewalStatus status) {
    return status.halt().isPresent()
        ? ";halted"
        : ";filled=" + status.entries() + ";of=" + status.of();
  }
}
