package io.ledgerline.ledger;

import java.time.Duration;

/// How much may wait, how much is written at once, and how long things may take.
///
/// @param queueEntriesMax how many submissions wait before new ones are turned away; 16,384
/// @param queueBytesMax how many bytes of payload wait before new submissions are turned away, in
///   bytes; 64 MiB. A single one is never too large for an empty queue
/// @param batchEntriesMax how many entries one batch has, 1 to 512; 512, above which throughput
///   falls and latency doubles (measured)
/// @param batchBytesMax how many bytes of payload one batch has, in bytes; 8 MiB. A single entry is
///   never too large for a batch
/// @param waitMax how long a producer waits for the durable commit before it is asked to come
///   again; 10 s
/// @param retryAfter when a producer that was turned away should come again; 1 s
/// @param retryDelay how long the sequencer waits before it asks a failing store again; 200 ms
/// @param storeTimeout how long one call of the store may take before its outcome counts as
///   unknown; 5 s
/// @param checkpointInterval how often the newest size is signed, if the log has grown; 1 s
/// @param pageBytesMax how many bytes of payload a follower reads at once, in bytes; 8 MiB
public record LedgerSettings(
    int queueEntriesMax,
    long queueBytesMax,
    int batchEntriesMax,
    long batchBytesMax,
    Duration waitMax,
    Duration retryAfter,
    Duration retryDelay,
    Duration storeTimeout,
    Duration checkpointInterval,
    long pageBytesMax) {

  /// The values named above.
  public static final LedgerSettings DEFAULTS =
      new LedgerSettings(
          16_384,
          64L << 20,
          512,
          8L << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          8L << 20);

  /// Checks that every limit is usable.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the batch is larger than 512
  public LedgerSettings {
    if (queueEntriesMax < 1 || queueBytesMax < 1 || batchBytesMax < 1 || pageBytesMax < 1) {
      throw new IllegalArgumentException("limits of queue, batch and page are positive");
    }
    if (batchEntriesMax < 1 || batchEntriesMax > 512) {
      throw new IllegalArgumentException("a batch of " + batchEntriesMax + " entries, limit 512");
    }
    if (!isPositive(waitMax)
        || !isPositive(retryAfter)
        || !isPositive(retryDelay)
        || !isPositive(storeTimeout)
        || !isPositive(checkpointInterval)) {
      throw new IllegalArgumentException("every time is positive");
    }
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }
}
