package io.ledgerline.http.query;

import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses `asOf` where an answer is of now alone: whoever asks for the past is not answered with
/// the present.
@ApplicationScoped
public class AsOfRefusal {

  private static final String AS_OF = "asOf";

  AsOfRefusal() {}

  /// Checks one request before its resource method runs.
  ///
  /// @throws ProblemException 400
  @ServerRequestFilter(nonBlocking = true)
  public void check(ContainerRequestContext request, ResourceInfo resource) {
    if (request.getMethod().equals(HttpMethod.GET)
        && request.getUriInfo().getQueryParameters().containsKey(AS_OF)
        && !takesAsOf(resource.getResourceMethod())) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "What is here is of now alone: ask without asOf.");
    }
  }

  private static boolean takesAsOf(@Nullable Method method) {
    return method != null
        && (method.getDeclaringClass().isAnnotationPresent(TakesAsOf.class)
            || Arrays.stream(method.getParameters()).anyMatch(AsOfRefusal::isAsOf));
  }

  private static boolean isAsOf(Parameter parameter) {
    QueryParam name = parameter.getAnnotation(QueryParam.class);
    return name != null && name.value().equals(AS_OF);
  }
}
