package io.ledgerline.anchor.witness;

import io.ledgerline.canon.Bytes;
import io.smallrye.mutiny.Uni;
import java.net.URI;

/// One request over HTTP and its answer.
///
/// May be called on any thread and does not block it. A Uni fails when no whole answer came in
/// time, whatever its status; redirects are not followed.
public interface Exchange {

  /// Sends a body.
  Uni<Answer> post(URI address, Bytes body);

  /// Asks for what is at an address.
  Uni<Answer> get(URI address);

  /// An answer.
  ///
  /// @param contentType as it was sent; empty for none
  record Answer(int status, String contentType, Bytes body) {}
}
