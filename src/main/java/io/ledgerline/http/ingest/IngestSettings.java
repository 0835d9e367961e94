package io.ledgerline.http.ingest;

/// How much producers may send at once.
///
/// @param bodyBytesMax the largest body, packed and unpacked, in bytes; 16 MiB
/// @param inFlightBytesMax the bodies of all requests that are being answered, in bytes; above it
///   the answer is 503. 128 MiB
public record IngestSettings(int bodyBytesMax, long inFlightBytesMax) {

  /// The values named above.
  public static final IngestSettings DEFAULTS = new IngestSettings(16 << 20, 128L << 20);

  /// Checks that one body of the largest size fits.
  ///
  /// @throws IllegalArgumentException if not
  public IngestSettings {
    if (bodyBytesMax < 1 || inFlightBytesMax < 2L * bodyBytesMax) {
      throw new IllegalArgumentException(
          "bodies in flight may have at least twice as many bytes as one body: "
              + inFlightBytesMax
              + ", "
              + bodyBytesMax);
    }
  }
}
