package io.ledgerline.http;

import io.ledgerline.access.Caller;
import io.ledgerline.access.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Lets a request in, or ends it: who shows no key may do what the policy grants to everyone, and a
/// wrong key opens nothing.
@ApplicationScoped
public class Gate {

  private static final String CALLER = "io.ledgerline.caller";
  private static final String CHALLENGE = "Bearer realm=\"ledgerline\"";

  private final ApiKeys keys;

  Gate(ApiKeys keys) {
    this.keys = keys;
  }

  /// Checks one request before its resource method runs.
  ///
  /// @throws ProblemException 401 or 403
  @ServerRequestFilter(nonBlocking = true)
  public void admit(ContainerRequestContext request, ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Permission permission = permission(method);
    String shown = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (method != null && method.isAnnotationPresent(NeedsNoKey.class)) {
      return;
    }
    if (shown == null) {
      if (!keys.policy().permitsEveryone(permission)
          || (keys.onlyDirectly() && !Directness.isDirect(request))) {
        throw new ProblemException(
            Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "Send Authorization: Bearer <key>. The key of a first start is in the file"
                        + " keys/admin.key of the service's home directory.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
      }
      return;
    }
    Caller caller =
        keys.caller(shown)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                                ProblemType.UNAUTHENTICATED, "This service does not know the key.")
                            .withHeader(
                                HttpHeaders.WWW_AUTHENTICATE,
                                CHALLENGE + ", error=\"invalid_token\"")));
    if (!keys.policy().permits(caller, permission)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN, "The key does not permit " + permission.name() + ".");
    }
    request.setProperty(CALLER, caller);
  }

  /// Who sent the request that was let in; empty when no key was shown.
  public static Optional<Caller> caller(ContainerRequestContext request) {
    return Optional.ofNullable((Caller) request.getProperty(CALLER));
  }

  /// Who sent a request to a method that everyone without a key is kept from.
  ///
  /// @throws ProblemException 401 if the policy lets everyone in, and no key was shown
  public static Caller knownCaller(ContainerRequestContext request) {
    return caller(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(ProblemType.UNAUTHENTICATED, "This needs a key.")
                        .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)));
  }

  private static Permission permission(@Nullable Method method) {
    Requires requires = method == null ? null : method.getAnnotation(Requires.class);
    return requires == null ? Permission.ADMINISTER : requires.value();
  }
}
