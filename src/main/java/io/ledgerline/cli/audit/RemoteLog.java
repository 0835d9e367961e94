package io.ledgerline.cli.audit;

import java.util.concurrent.CompletableFuture;

/// What a log serves below its prefix. Safe on any thread.
@FunctionalInterface
public interface RemoteLog {

  /// Asks for a file, such as `checkpoint` or `tile/0/000`.
  ///
  /// @return its bytes; fails with [NotServedException] if it is not served, or is larger than such
  ///   a file can be, and with what else broke
  CompletableFuture<byte[]> get(String path);

  /// A log does not serve what it has to.
  final class NotServedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// In words for a person.
    public NotServedException(String what) {
      super(what);
    }
  }
}
