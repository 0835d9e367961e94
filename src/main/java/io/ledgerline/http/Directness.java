package io.ledgerline.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a request that came over loopback began on this machine.
///
/// A proxy on the same machine passes on what others send; a web page can have a browser here send
/// requests to a name of its own that leads to 127.0.0.1 (DNS rebinding). Both are noticed by what
/// they leave in the headers; a proxy that leaves nothing is not.
final class Directness {

  private static final List<String> MARKS =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");

  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  private Directness() {}

  /// Whether no proxy marked it and it names this machine as its host.
  static boolean isDirect(ContainerRequestContext request) {
    return MARKS.stream().allMatch(mark -> request.getHeaderString(mark) == null)
        && isLoopback(request.getUriInfo().getRequestUri().getHost());
  }

  /// Whether a host means this machine, whatever a name server says.
  static boolean isLoopback(@Nullable String host) {
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
