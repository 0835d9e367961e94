package io.ledgerline.notify;

import io.ledgerline.canon.Bytes;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Speaks HTTP with receivers.
///
/// May be called on any thread and does not block it.
@FunctionalInterface
public interface Delivery {

  /// Sends one request and waits for the answer.
  ///
  /// @param headers by name, the content type among them
  /// @return fails if there is no answer in time, or if the address must not be asked
  Uni<Answer> post(URI address, Map<String, String> headers, Bytes body);

  /// What a receiver said.
  ///
  /// @param status of HTTP
  /// @param retryAfter when it wants to be asked again, if it says so
  record Answer(int status, Optional<Duration> retryAfter) {

    /// Whether the notice was taken.
    boolean isTaken() {
      return status >= 200 && status < 300;
    }

    /// Whether the receiver wants nothing more, ever: 410 Gone.
    boolean isGone() {
      return status == 410;
    }
  }
}
