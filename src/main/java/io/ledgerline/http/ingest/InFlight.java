package io.ledgerline.http.ingest;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies take between their first byte and their answer. Thread-safe.
final class InFlight {

  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();

  InFlight(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// The share of one request, empty at first.
  Share open() {
    return new Share();
  }

  /// How many bytes are taken now.
  long bytes() {
    return bytes.get();
  }

  /// What one request has taken. Not thread-safe but for [#close].
  final class Share implements AutoCloseable {

    private final AtomicLong taken = new AtomicLong();

    /// Takes more; false when there is no room.
    boolean take(long more) {
      if (bytes.addAndGet(more) > bytesMax) {
        bytes.addAndGet(-more);
        return false;
      }
      taken.addAndGet(more);
      return true;
    }

    /// Gives everything back; a second time does nothing.
    @Override
    public void close() {
      bytes.addAndGet(-taken.getAndSet(0));
    }
  }
}
