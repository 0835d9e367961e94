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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses `asOf` where an answer is of now alone, and where it is misspelt or empty, as a variable
/// that was not set makes it: whoever asks for the past is not answered with the present.
@ApplicationScoped
public class AsOfRefusal {

  private static final String AS_OF = "asOf";
  private static final String MIN_SEQ = "min-seq";

  AsOfRefusal() {}

  /// Checks one request before its resource method runs.
  ///
  /// @throws ProblemException 400
  @ServerRequestFilter(nonBlocking = true)
  public void check(ContainerRequestContext request, ResourceInfo resource) {
    for (Map.Entry<String, List<String>> parameter :
        request.getUriInfo().getQueryParameters().entrySet()) {
      checkSpelling(parameter.getKey(), parameter.getValue());
    }
    if (request.getMethod().equals(HttpMethod.GET)
        && request.getUriInfo().getQueryParameters().containsKey(AS_OF)
        && !takesAsOf(resource.getResourceMethod())) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "What is here is of now alone: ask without asOf.");
    }
  }

  private static void checkSpelling(String name, List<String> values) {
    String letters = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    if (letters.equals(AS_OF.toLowerCase(Locale.ROOT)) && !name.equals(AS_OF)) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, "The parameter is asOf, not " + name + ".");
    }
    if ((name.equals(AS_OF) || name.equals(MIN_SEQ)) && values.contains("")) {
      throw new ProblemException(ProblemType.MALFORMED_REQUEST, name + " has no value.");
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
